using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Acp.Gateway.Tests.Host;

/// <summary>Somebody who watches: the events of one <c>GET /admin/live</c>, as they come.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly HttpResponseMessage answer;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private Watching(HttpResponseMessage answer, Stream stream)
    {
        this.answer = answer;
        events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Answer => answer;

    public static async Task<Watching> Begin(HttpClient client, string key)
    {
        using var request = AcpHost.Admin(HttpMethod.Get, When_an_operator_watches.Path, key: key);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new Watching(answer, await answer.Content.ReadAsStreamAsync());
    }

    public async Task<SseItem<string>> Event()
    {
        Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Bound), "The stream has ended.");
        return events.Current;
    }

    public async Task<JsonElement> Next() => JsonDocument.Parse((await Event()).Data).RootElement;

    /// <returns>True where the other side has hung up, and said nothing more before.</returns>
    public async Task<bool> HasEnded()
    {
        try
        {
            return !await events.MoveNextAsync().AsTask().WaitAsync(Bound);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        answer.Dispose();
        await events.DisposeAsync();
    }
}
