namespace Acp.Payments;

/// <summary>One call to the provider as it was answered, for people who look for it there. Nothing is decided on it.</summary>
/// <param name="Operation">Of a fixed set, such as <c>charge</c> or <c>look_up_intent</c>.</param>
/// <param name="Result">Of a fixed set, such as <c>2xx</c> or <c>no_answer</c>.</param>
/// <param name="Status">Of HTTP; null where no answer came.</param>
/// <param name="Id">The provider's own; null where it told none.</param>
/// <param name="WasReplayed">The provider had kept the answer from its key's first request.</param>
public sealed record ProviderCall(string Operation, string Result, int? Status, string? Id, bool WasReplayed);

/// <summary>
/// Whoever wants to know of the calls that are made for him. It follows the calls as a trace does, so that no answer of the
/// provider carries what nothing is decided on.
/// </summary>
public static class ProviderCalls
{
    private static readonly AsyncLocal<Action<ProviderCall>?> Current = new();

    /// <summary>Null where nobody listens.</summary>
    public static Action<ProviderCall>? Listener => Current.Value;

    /// <returns>The end of the listening; whoever listened before goes on then.</returns>
    public static Listening HeardBy(Action<ProviderCall> listener)
    {
        var before = Current.Value;
        Current.Value = listener;
        return new Listening(before);
    }

    public readonly struct Listening(Action<ProviderCall>? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
