namespace Acp.Client.Tests;

/// <summary>Answers by a script; the last answer stays.</summary>
internal sealed class ScriptedServer(params IReadOnlyList<Func<HttpResponseMessage>> script) : HttpMessageHandler
{
    private readonly List<Sent> sent = [];

    public IReadOnlyList<Sent> Sent => sent;

    /// <summary>Called with each request, before it is answered.</summary>
    public Func<int, CancellationToken, Task> OnRequest { get; init; } = (_, _) => Task.CompletedTask;

    public LeapingClock Clock { get; } = new();

    public AcpClient Client(AcpClientOptions? options = null) => new(Http(), "secret_platform_key", options, Clock, () => 0);

    public AcpAdminClient Admin() => new(Http(), "secret_admin_key", options: null, Clock, () => 0);

    private HttpClient Http() => new(this, disposeHandler: false) { BaseAddress = new Uri("https://shop.example/api") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        sent.Add(await Tests.Sent.Of(request));
        await OnRequest(sent.Count, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return script[Math.Min(sent.Count, script.Count) - 1]();
    }
}
