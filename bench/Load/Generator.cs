namespace Acp.Bench.Load;

/// <summary>How this process is to use its sockets: it shares the processor with what it measures.</summary>
internal static class Generator
{
    /// <summary>.NET's settings. One thread that waits for all sockets also does the little there is to do; handing it on would cost more.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1",
    };

    /// <summary>Before the first socket is opened.</summary>
    public static void BeFrugal()
    {
        foreach (var (name, value) in Environment)
        {
            System.Environment.SetEnvironmentVariable(name, value);
        }
    }
}
