using System.Text;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Admin.Tokens;

internal enum ExportFormat
{
    Csv,
    JsonLines,
}

/// <param name="Head">What stands before the rows.</param>
/// <param name="Rows">A page of rows as bytes.</param>
internal sealed record TokenFormat(string ContentType, string FileName, byte[] Head, Func<IReadOnlyList<TokenRow>, byte[]> Rows);

/// <summary>How an export can be written. Both hold what a row of the list holds.</summary>
internal static class TokenFormats
{
    public static IReadOnlyList<(string Word, ExportFormat Value)> Words { get; } = [("csv", ExportFormat.Csv), ("jsonl", ExportFormat.JsonLines)];

    private static readonly TokenFormat SpreadSheet = new("text/csv; charset=utf-8; header=present", "tokens.csv", Head(), CsvRows);
    private static readonly TokenFormat JsonLines = new("application/jsonl; charset=utf-8", "tokens.jsonl", [], JsonRows);

    public static TokenFormat Of(ExportFormat format) => format == ExportFormat.Csv ? SpreadSheet : JsonLines;

    private static byte[] Head()
    {
        var csv = new StringBuilder();
        Csv.Line(csv, "id", "origin", "status", "platform", "merchant", "session", "currency", "amount", "createdAt", "expiresAt", "endedAt");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static byte[] CsvRows(IReadOnlyList<TokenRow> rows)
    {
        var csv = new StringBuilder();
        foreach (var row in rows)
        {
            Csv.Line(
                csv,
                Csv.Text(row.Id),
                TokenJson.Word(row.Origin),
                TokenJson.Word(row.Status),
                Csv.Text(row.Platform),
                Csv.Text(row.Merchant),
                Csv.Text(row.Session),
                Csv.Text(row.Currency),
                Csv.Number(row.Amount),
                Csv.Time(row.CreatedAt),
                Csv.Time(row.ExpiresAt),
                Csv.Time(row.EndedAt));
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static byte[] JsonRows(IReadOnlyList<TokenRow> rows)
    {
        using var lines = new MemoryStream();
        foreach (var row in rows)
        {
            lines.Write(AdminJson.Render(json => TokenJson.Write(json, row)));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }
}
