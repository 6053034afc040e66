using System.Net;
using System.Text;

namespace Acp.Stripe.Tests;

public sealed record Sent(string Method, string Address, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A network that answers as told, and remembers what was sent.</summary>
public sealed class Wire(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public List<Sent> Sent { get; } = [];

    public static Wire Answering(int status, string body) => new(_ => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
    }));

    /// <summary>A 200 with each body in turn, and a 500 after the last.</summary>
    public static Wire InTurn(params string[] bodies)
    {
        var left = new Queue<string>(bodies);
        return new(_ => Task.FromResult(left.TryDequeue(out var body)
            ? new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            : new HttpResponseMessage(HttpStatusCode.InternalServerError)));
    }

    public static Wire Throwing(Exception problem) => new(_ => Task.FromException<HttpResponseMessage>(problem));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated.AsEnumerable() ?? []);
        Sent.Add(new(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return await answer(cancellationToken);
    }
}
