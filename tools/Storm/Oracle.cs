using System.Text.Json;

namespace Acp.Storm;

/// <summary>
/// The payment provider's ledger: <c>GET …?session=ID</c> answers <c>{"charges":[{"amount":N},…]}</c>, the money that
/// moved for that session. An address without a path stands for <c>/_fake/ledger</c>, where this repository's fake has it.
/// </summary>
internal sealed class Oracle : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Uri ledger;

    public Oracle(Uri address) => ledger = address.AbsolutePath == "/" ? new Uri(address, "/_fake/ledger") : address;

    /// <returns>Minor units of each charge.</returns>
    /// <exception cref="StormFailedException">There is no ledger, or it cannot be read.</exception>
    public async Task<IReadOnlyList<long>> ChargesOf(string session, CancellationToken stop)
    {
        var question = new Uri($"{ledger}{(ledger.Query.Length == 0 ? '?' : '&')}session={Uri.EscapeDataString(session)}");
        try
        {
            using var document = JsonDocument.Parse(await http.GetByteArrayAsync(question, stop));
            return [.. document.RootElement.GetProperty("charges").EnumerateArray().Select(charge => charge.GetProperty("amount").GetInt64())];
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StormFailedException($"The --oracle {ledger} cannot be read: {e.Message}");
        }
    }

    public void Dispose() => http.Dispose();
}
