using System.Net;
using System.Net.Http.Headers;

namespace Acp.Fakes;

/// <summary>The fake in place of the network: <c>new HttpMessageInvoker(new FakeStripeHandler(stripe))</c>.</summary>
public sealed class FakeStripeHandler(FakeStripe stripe) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var call = new FakeRequest(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, Headers(request), body);

        // A caller that gives up waiting does not stop what Stripe is doing.
        return await stripe.Handle(call).AsTask().WaitAsync(cancellationToken) switch
        {
            FakeAnswer.Reply reply => Response(request, reply),
            _ => throw new HttpRequestException(
                HttpRequestError.ResponseEnded,
                "The connection broke.",
                new HttpIOException(HttpRequestError.ResponseEnded)),
        };
    }

    private static Dictionary<string, string> Headers(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        if (request.Content?.Headers.ContentType is { } type)
        {
            headers["Content-Type"] = type.ToString();
        }

        return headers;
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, FakeAnswer.Reply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = new ReadOnlyMemoryContent(reply.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach (var (name, value) in reply.Headers.Where(header => header.Key != "Content-Type"))
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
