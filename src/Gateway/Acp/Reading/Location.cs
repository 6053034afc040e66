using System.Globalization;

namespace Acp.Gateway.Reading;

/// <summary>Where in a body we are. Its text, an RFC 9535 JSONPath, is only made when something is wrong there.</summary>
internal sealed record Location(Location? Parent, string? Member, int Index)
{
    public static Location Root { get; } = new(null, null, 0);

    public Location Of(string member) => new(this, member, 0);

    public Location At(int index) => new(this, null, index);

    public override string ToString() => (Parent, Member) switch
    {
        (null, _) => "$",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{Parent}[{Index}]"),
        _ when IsPlain(Member) => $"{Parent}.{Member}",
        _ => $"{Parent}['{Member.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']",
    };

    // A name of the caller's own may be anything; ours are all plain.
    private static bool IsPlain(string member) =>
        member.Length > 0 && !char.IsAsciiDigit(member[0]) && member.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
