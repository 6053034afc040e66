using Acp.Store;

namespace Acp.Gateway.Hosting;

/// <summary>
/// What can be wrong before the first request is told in sentences, not in a stack: it is read by whoever deploys.
/// </summary>
public static class Startup
{
    public static async Task<int> Run(Func<Task> host)
    {
        try
        {
            await host();
            return 0;
        }
        catch (Exception e) when (e is ConfigurationException or StoreUnavailableException or IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine("The gateway does not start:");
            Console.Error.WriteLine("  " + e.Message.ReplaceLineEndings(Environment.NewLine + "  "));
            return 1;
        }
    }
}

/// <summary>A configuration value is missing or cannot be used; the message names its key.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException()
    {
    }

    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
