using Acp.CheckoutSessions;

namespace Acp.Simulation;

/// <summary>A session as its agents know it, with every request they made of it.</summary>
/// <param name="platform">Whose it is.</param>
internal sealed class Purchase(string session, string platform)
{
    public string Session => session;

    public Caller Caller { get; } = new(platform, "v");

    public List<Asked> Requests { get; } = [];
}

/// <summary>A request that can be sent again as it was.</summary>
/// <param name="What">For the trace.</param>
/// <param name="Card">What a complete pays with.</param>
internal sealed record Asked(string What, string Session, Call Call, Func<ICheckoutSession, Call, ValueTask<Answer>> Ask, GrantedCard? Card = null)
{
    /// <summary>It says that the shopper was not authenticated.</summary>
    public bool IsDenied { get; init; }

    public bool Creates => What == "create";
}
