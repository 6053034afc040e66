using System.Collections.Concurrent;
using Acp.Merchants;

namespace Acp.Gateway.Tests.Host;

/// <summary>Says of every domain what the test says, and remembers which were asked.</summary>
internal sealed class ScriptedProbe : IMerchantProbe
{
    public Func<ValueTask<ProbeAnswer>> Answer { get; set; } = () => new(new ProbeAnswer.IsMerchant());

    public ConcurrentQueue<string> Asked { get; } = [];

    public ValueTask<ProbeAnswer> Ask(string domain)
    {
        Asked.Enqueue(domain);
        return Answer();
    }
}
