namespace Acp.Gateway.Reading;

internal static class Emails
{
    /// <summary>Characters, by RFC 5321.</summary>
    private const int Longest = 254;

    public static string Read(Field email)
    {
        var text = email.RequiredText(Limits.Text);
        return IsPlausible(text) ? text : throw email.Fault("invalid_email", "must be an e-mail address");
    }

    public static string? ReadOptional(Field email) => email.HasValue ? Read(email) : null;

    // Only mail can tell whether an address works; this keeps out what cannot be one.
    private static bool IsPlausible(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == text.LastIndexOf('@')
            && at < text.Length - 1
            && text.Length <= Longest
            && !text.Any(char.IsWhiteSpace);
    }
}
