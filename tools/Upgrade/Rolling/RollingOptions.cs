namespace Acp.Upgrade.Rolling;

internal sealed record RollingOptions
{
    /// <summary>A commit, a tag or a branch of this repository.</summary>
    public required string Before { get; init; }

    /// <summary>A checkout of it that is built already, in Release; null: it is checked out and built.</summary>
    public string? BeforeAt { get; init; }

    /// <summary>How long platforms buy before, between and after the replacements.</summary>
    public TimeSpan Between { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long two versions serve after each node that was replaced.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(15);

    public int Nodes { get; init; } = 3;

    public int Agents { get; init; } = 8;

    public int Seed { get; init; } = 1;

    /// <summary>Where each process's output is written; null: nowhere.</summary>
    public string? Logs { get; init; }
}
