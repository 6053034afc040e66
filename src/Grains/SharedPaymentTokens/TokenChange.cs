using System.Collections.Immutable;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>All that a change of a token's record writes: the state, its row, and what both mean for the tallies.</summary>
/// <param name="Before">What it was decided on; its version fences the tallies, too.</param>
internal sealed record TokenChange(Snapshot<TokenRecord> Before, TokenRecord After)
{
    public Snapshot<TokenRecord> Next => Before.Next(After);

    public StateChange State(DateTimeOffset now) => Before.To(After, After.Index(now)) with { Token = After.Row() };

    public ImmutableList<TallyChange> Tallies => TokenTallies.Between(Before.State, After);
}
