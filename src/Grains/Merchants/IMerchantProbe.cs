namespace Acp.Merchants;

/// <summary>Asks a domain whether it is a merchant of the protocol.</summary>
public interface IMerchantProbe
{
    /// <param name="domain">As <see cref="MerchantDomains"/> reads it.</param>
    ValueTask<ProbeAnswer> Ask(string domain);
}

/// <summary>What a domain said of itself. The private constructor closes the hierarchy.</summary>
public abstract record ProbeAnswer
{
    private ProbeAnswer() { }

    /// <summary>Its discovery document says so.</summary>
    public sealed record IsMerchant : ProbeAnswer;

    /// <param name="Why">A sentence of a fixed set; it quotes nothing of what came back.</param>
    public sealed record IsNot(string Why) : ProbeAnswer;

    /// <summary>It could not be asked: nothing is known that was not known before.</summary>
    /// <param name="Why">A sentence of a fixed set.</param>
    public sealed record NotAsked(string Why) : ProbeAnswer;
}
