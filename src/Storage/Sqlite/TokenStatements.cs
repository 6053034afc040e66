using Acp.SharedPaymentTokens;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>What is listed of a token. Fenced by the token's state, which is written first.</summary>
internal sealed class TokenStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement write = new(
        connection,
        """
        INSERT INTO tokens (id, origin, status, platform, merchant, session, currency, amount, created_at, expires_at, ended_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
        SET origin = excluded.origin, status = excluded.status, platform = excluded.platform, merchant = excluded.merchant,
            session = excluded.session, currency = excluded.currency, amount = excluded.amount, created_at = excluded.created_at,
            expires_at = excluded.expires_at, ended_at = excluded.ended_at
        """);

    public void Write(TokenRow? row)
    {
        if (row is not null)
        {
            Bind(row).Run();
        }
    }

    public void Dispose() => write.Dispose();

    private Statement Bind(TokenRow row) => write
        .Bind(row.Id)
        .Bind(row.Origin.ToString())
        .Bind(row.Status.ToString())
        .Bind(row.Platform)
        .Bind(row.Merchant)
        .Bind(row.Session)
        .Bind(row.Currency)
        .Bind(row.Amount)
        .Bind(row.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(row.ExpiresAt?.ToUnixTimeMilliseconds())
        .Bind(row.EndedAt?.ToUnixTimeMilliseconds());
}
