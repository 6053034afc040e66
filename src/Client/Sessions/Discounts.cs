namespace Acp.Client;

/// <summary>Codes that were given, and what became of them.</summary>
public sealed record Discounts
{
    /// <summary>As they were given.</summary>
    public IReadOnlyList<string> Codes { get => field ?? []; init; }

    /// <summary>Those that took something off.</summary>
    public IReadOnlyList<AppliedDiscount> Applied { get => field ?? []; init; }

    /// <summary>Those that did not.</summary>
    public IReadOnlyList<RejectedDiscount> Rejected { get => field ?? []; init; }
}

/// <summary>A discount that took something off.</summary>
public sealed record AppliedDiscount
{
    /// <summary>Within the session.</summary>
    public required string Id { get; init; }

    /// <summary>Null where it came by itself.</summary>
    public string? Code { get; init; }

    /// <summary>What it is.</summary>
    public Coupon? Coupon { get; init; }

    /// <summary>What it took off, in minor units.</summary>
    public long Amount { get; init; }
}

/// <summary>What a discount is.</summary>
public sealed record Coupon
{
    /// <summary>The merchant's.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public string? Name { get; init; }

    /// <summary>From 0 to 100.</summary>
    public decimal? PercentOff { get; init; }

    /// <summary>Minor units.</summary>
    public long? AmountOff { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }
}

/// <summary>A code that took nothing off.</summary>
/// <param name="Code">As it was given.</param>
/// <param name="Reason">Such as <c>discount_code_expired</c>; a set that grows.</param>
/// <param name="Message">For people.</param>
public sealed record RejectedDiscount(string Code, string Reason, string? Message);
