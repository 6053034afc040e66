using Acp.Keys;

namespace Acp.Gateway.Keys;

/// <summary>
/// The command <c>key</c>: draws a key and prints it with its hash, which is all that the configuration needs. Nothing is
/// kept, and no server started.
/// </summary>
internal static class KeyCommand
{
    private const string Command = "key";
    private const int IdBytes = 10;

    public static bool IsAsked(string[] args) => args.FirstOrDefault() == Command;

    /// <returns>The exit code; 1 where it is not clear what is wanted.</returns>
    public static int Run(string[] args, ISecrets secrets, TextWriter output, TextWriter told)
    {
        if (KindOf(args) is not { } kind)
        {
            told.WriteLine("key takes one word: platform or admin.");
            return 1;
        }

        var key = KeyText.Draw(kind, Convert.ToHexStringLower(secrets.Draw(IdBytes)), secrets);
        output.WriteLine($"""
            key            {key.Reveal()}
            configuration  {Place(kind)}={ConfiguredKey.Write(key.Digest)}

            Give the key to whoever calls, and put the hash into the configuration: nobody can tell the key from it.
            """);
        return 0;
    }

    private static AccessKeyKind? KindOf(string[] args) => args switch
    {
        [Command] or [Command, "platform"] => AccessKeyKind.Platform,
        [Command, "admin"] => AccessKeyKind.Admin,
        _ => null,
    };

    private static string Place(AccessKeyKind kind) => kind == AccessKeyKind.Platform ? "Platforms__0__ApiKeys__0" : "Admin__Keys__0__Key";
}
