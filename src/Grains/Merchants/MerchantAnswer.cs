namespace Acp.Merchants;

/// <summary>What became of an administrator's wish about a merchant. The private constructor closes the hierarchy.</summary>
public abstract record MerchantAnswer
{
    private MerchantAnswer() { }

    /// <param name="Created">It was not there before.</param>
    public sealed record Stands(Merchant Merchant, bool Created = false) : MerchantAnswer;

    public sealed record NotFound : MerchantAnswer;

    /// <summary>It is registered with another profile: whom money goes to is never changed in passing.</summary>
    public sealed record AnotherProfile : MerchantAnswer;

    /// <summary>It is suspended, and has to be reinstated first.</summary>
    public sealed record Suspended : MerchantAnswer;

    /// <summary>Its domain does not answer as a merchant of the protocol.</summary>
    /// <param name="Why">A sentence of a fixed set.</param>
    public sealed record NotVerified(string Why) : MerchantAnswer;

    /// <summary>Its domain could not be asked; the merchant stands as it did.</summary>
    /// <param name="Why">A sentence of a fixed set.</param>
    public sealed record NotAsked(string Why) : MerchantAnswer;

    /// <summary>Others changed it meanwhile; nothing was changed.</summary>
    public sealed record Contended : MerchantAnswer;
}
