using Acp.Gateway.Errors;

namespace Acp.Gateway.Admin.Listing;

/// <summary>
/// A query string of which every member is known and given once: a filter that is spelled wrongly would otherwise answer
/// with everything. <c>param</c> of a refusal is the member's name.
/// </summary>
internal sealed class Query
{
    /// <summary>Characters of any value; the longest is a cursor.</summary>
    private const int Longest = 1_000;

    private readonly IQueryCollection given;

    /// <exception cref="RequestRefusedException">400 where a member is not known, or given twice.</exception>
    public Query(HttpRequest request, IReadOnlyCollection<string> known)
    {
        given = request.Query;
        foreach (var (name, values) in given)
        {
            if (!known.Contains(name))
            {
                throw Faults.Invalid("unknown_parameter", $"{Shown(name)} is not known here. Known: {(known.Count == 0 ? "none" : string.Join(", ", known))}.", Shown(name));
            }

            if (values.Count > 1)
            {
                throw Fault(name, "is given more than once");
            }
        }
    }

    /// <summary>For what is asked without any.</summary>
    public static void RequireNone(HttpRequest request) => _ = new Query(request, []);

    /// <param name="longest">Characters.</param>
    /// <returns>Null where it is not given.</returns>
    public string? Text(string name, int longest = Longest)
    {
        var text = given.TryGetValue(name, out var values) ? values.ToString() : null;
        return text is null ? null
            : string.IsNullOrWhiteSpace(text) ? throw Fault(name, "must not be blank")
            : text.Length > longest || text.Any(char.IsControl) ? throw Fault(name, $"must be at most {longest} printable characters")
            : text;
    }

    /// <param name="rule">Goes after the name: «is required», «must be …».</param>
    public static RequestRefusedException Fault(string name, string rule) => Faults.Invalid("invalid_parameter", $"{name} {rule}.", name);

    // It came from the caller and goes back into a message.
    private static string Shown(string name) => new([.. name.Where(c => c is > ' ' and < '\x7f').Take(64)]);
}
