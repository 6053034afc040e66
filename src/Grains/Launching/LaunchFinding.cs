namespace Acp.Launching;

/// <summary>
/// What the launch check says of one item. Whoever gathers facts decides nothing, and whoever decides is pure: facts in,
/// findings out. The private constructor closes the hierarchy.
/// </summary>
public abstract record LaunchFinding
{
    private LaunchFinding(string item, string text) => (Item, Text) = (item, text);

    /// <summary>Snake case, and stays: programs read it. Several findings may be of one item.</summary>
    public string Item { get; }

    /// <summary>For people. It quotes no secret, no connection string, and no more of what others wrote than their names.</summary>
    public string Text { get; }

    public sealed record Passed(string Item, string Text) : LaunchFinding(Item, Text);

    /// <param name="Mend">What to do, and which key of the configuration to set.</param>
    public sealed record Failed(string Item, string Text, string Mend) : LaunchFinding(Item, Text);

    /// <summary>Sales can begin with it; whoever runs the shop should know.</summary>
    /// <param name="Mend">As of <see cref="Failed"/>.</param>
    public sealed record Warned(string Item, string Text, string Mend) : LaunchFinding(Item, Text);

    /// <summary>Nothing was found out, neither good nor bad.</summary>
    /// <param name="Text">Why.</param>
    /// <param name="Mend">How to find out; null where another finding says it.</param>
    public sealed record NotChecked(string Item, string Text, string? Mend = null) : LaunchFinding(Item, Text);
}
