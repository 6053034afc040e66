using System.Data.Common;
using System.Text.Json;
using Acp.Store;
using Microsoft.AspNetCore.Connections;

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
        catch (Exception e) when (Told(e) is { } told)
        {
            Console.Error.WriteLine("The gateway does not start:");
            Console.Error.WriteLine("  " + told.ReplaceLineEndings(Environment.NewLine + "  "));
            return 1;
        }
    }

    /// <returns>Null where it is a bug, whose stack must be seen.</returns>
    internal static string? Told(Exception e) => e switch
    {
        ConfigurationException or StoreUnavailableException or IOException or UnauthorizedAccessException or FormatException => e.Message,

        InvalidDataException { InnerException: FormatException fault } => $"{e.Message} {Place(fault)}",

        // A silo finds the others there. What the driver says may name hosts and users.
        DbException => "Store: the database does not answer.",
        AddressInUseException =>
            "A port of it is taken, by another process or by its own predecessor. Of a silo see Cluster:SiloPort and Cluster:GatewayPort.",
        _ => null,
    };

    // The parser's own words repeat what stands there, which may be a secret.
    private static string Place(FormatException fault) => fault.InnerException is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
        ? $"It is not valid JSON: line {line + 1}, byte {at + 1}."
        : fault.Message;
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
