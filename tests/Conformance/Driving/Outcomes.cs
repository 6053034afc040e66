namespace Acp.Conformance.Driving;

/// <summary>The server deviates; the message says what was expected and what came.</summary>
internal sealed class DeviationException(string message) : Exception(message);

/// <summary>The rule cannot be tried at this server; the message says why.</summary>
internal sealed class NotTriedException(string message) : Exception(message);

internal static class Must
{
    public static void Hold(bool holds, string expected, Reply reply)
    {
        if (!holds)
        {
            throw new DeviationException($"{expected}; {reply}");
        }
    }

    public static void Equal<T>(T expected, T actual, string what, Reply reply) =>
        Hold(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} must be {expected}, not {actual?.ToString() ?? "absent"}", reply);

    public static void HaveStatus(Reply reply, params ReadOnlySpan<int> expected) =>
        Hold(expected.Contains(reply.Status), $"the status must be {string.Join(" or ", expected.ToArray())}", reply);

    /// <summary>A refusal whose exact status the protocol leaves open.</summary>
    public static void Refuse(Reply reply) => Hold(reply.Status is >= 400 and < 500, "the request must be refused with a 4XX", reply);
}
