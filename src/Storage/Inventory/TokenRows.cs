using Acp.SharedPaymentTokens;

namespace Acp.Storage.Inventory;

/// <summary>What a row says at a moment.</summary>
internal static class TokenRows
{
    /// <summary>The row as it reads at <paramref name="now"/>: expiry is a fact of time, whether or not anybody has written it down.</summary>
    public static TokenRow At(this TokenRow row, DateTimeOffset now) =>
        row.IsOverdue(now) ? row with { Status = SharedPaymentTokenStatus.Expired } : row;

    public static bool IsOverdue(this TokenRow row, DateTimeOffset now) =>
        row.Status == SharedPaymentTokenStatus.Active && row.ExpiresAt?.Whole() <= now.Whole();

    public static TokenRow Whole(this TokenRow row) => row with
    {
        CreatedAt = row.CreatedAt.Whole(),
        ExpiresAt = row.ExpiresAt?.Whole(),
        EndedAt = row.EndedAt?.Whole(),
    };
}
