namespace Acp.Simulation;

/// <summary>A token as it is at the provider, whatever we know of it.</summary>
internal sealed class TokenTruth
{
    public string? Issue { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>The payment that used it.</summary>
    public string? Intent { get; private set; }

    /// <summary>An event of it reached us and was acknowledged.</summary>
    public bool IsTold { get; set; }

    /// <summary>An event of it never reached us.</summary>
    public bool IsNeverTold { get; set; }

    private string? Reason { get; set; }

    public void Learn(TokenTold told)
    {
        Issue ??= told.Issue;
        ExpiresAt ??= told.ExpiresAt;
        Reason ??= told.Reason;
        Intent ??= told.Intent;
    }

    /// <returns>As the provider names it; null while it can be charged.</returns>
    public string? EndedBy(DateTimeOffset now) => Reason ?? (ExpiresAt <= now ? "expired" : null);
}
