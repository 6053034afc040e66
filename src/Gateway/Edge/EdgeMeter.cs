using System.Diagnostics.Metrics;

namespace Acp.Gateway.Edge;

/// <summary>What was turned away before anybody was asked, by reason. It names neither who nor where from.</summary>
internal sealed class EdgeMeter(IMeterFactory meters)
{
    public const string Name = "Acp.Gateway.Edge";

    private readonly Counter<long> refused = meters.Create(Name).CreateCounter<long>(
        "acp.edge.refused", "{request}", "Requests refused at the edge, by reason.");

    public void Refused(string reason) => refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}

internal static class Refusals
{
    public const string PlainHttp = "plain_http";
    public const string WrongKey = "wrong_key";
    public const string FloodOfWrongKeys = "flood_of_wrong_keys";
    public const string Notice = "untrusted_notice";
    public const string Caller = "caller_limit";
    public const string Pages = "page_limit";
}
