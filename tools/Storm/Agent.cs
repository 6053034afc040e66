namespace Acp.Storm;

/// <summary>An agent platform, as the storm has it.</summary>
internal sealed class Agent(StormOptions options, TimeProvider clock) : IDisposable
{
    private readonly AcpClient client = new(options.Url, options.ApiKey, "storm", clock);

    /// <summary>Why the last connection could not be made or broke.</summary>
    public string? Trouble => client.Trouble;

    public Task<Reply> Create(string key, CancellationToken stop) => Send(
        HttpMethod.Post,
        "/checkout_sessions",
        new { currency = options.Currency, line_items = new[] { Line(1) }, capabilities = new { } },
        new Call(Verb.Create, key),
        stop);

    public Task<Reply> Update(string session, string key, object body, CancellationToken stop) =>
        Send(HttpMethod.Post, $"/checkout_sessions/{session}", body, new Call(Verb.Update, key), stop);

    public Task<Reply> Send(Target target, Call call, CancellationToken stop) => call.Verb switch
    {
        Verb.Complete => Send(HttpMethod.Post, $"{target.Path}/complete", Bodies.Payment(target.Handler, call.Token!), call, stop),
        Verb.Cancel => Send(HttpMethod.Post, $"{target.Path}/cancel", new { }, call, stop),
        Verb.Update => Send(HttpMethod.Post, target.Path, new { line_items = new[] { Line(call.Quantity) } }, call, stop),
        _ => Send(HttpMethod.Get, target.Path, null, call, stop),
    };

    public void Dispose() => client.Dispose();

    private object Line(int quantity) => Bodies.Line(options.Item, quantity);

    private async Task<Reply> Send(HttpMethod method, string path, object? body, Call call, CancellationToken stop)
    {
        var reply = await client.Send(method, path, body, call.Key, call.HangUpAfter ?? options.Timeout, stop);
        return reply.Silence == Silence.TimedOut && call.HangUpAfter is not null ? reply with { Silence = Silence.HungUp } : reply;
    }
}
