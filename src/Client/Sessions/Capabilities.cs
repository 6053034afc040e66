using System.Text.Json;

namespace Acp.Client;

/// <summary>How a session can be paid, and what the server can do.</summary>
public sealed record Capabilities
{
    /// <summary>Ways to pay.</summary>
    public PaymentCapabilities Payment { get => field ?? new(); init; }

    /// <summary>What both sides can do when the shopper has to step in.</summary>
    public InterventionCapabilities? Interventions { get; init; }
}

/// <summary>Ways to pay.</summary>
public sealed record PaymentCapabilities
{
    /// <summary>Those that a complete may name.</summary>
    public IReadOnlyList<PaymentHandler> Handlers { get => field ?? []; init; }
}

/// <summary>One way to pay.</summary>
public sealed record PaymentHandler
{
    /// <summary>As a complete names it.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>dev.acp.tokenized.card</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Of the handler's specification.</summary>
    public string? Version { get; init; }

    /// <summary>The payment service provider.</summary>
    public string? Psp { get; init; }

    /// <summary>A token has to be had from the provider first.</summary>
    public bool RequiresDelegatePayment { get; init; }

    /// <summary>As the handler's own schema has it.</summary>
    public JsonElement? Config { get; init; }
}

/// <summary>What is done when the shopper has to step in.</summary>
public sealed record InterventionCapabilities
{
    /// <summary>Such as <c>3ds</c>.</summary>
    public IReadOnlyList<string> Supported { get => field ?? []; init; }

    /// <summary>What the server insists on.</summary>
    public IReadOnlyList<string> Required { get => field ?? []; init; }

    /// <summary>When it does.</summary>
    public string? Enforcement { get; init; }
}
