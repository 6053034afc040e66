using System.Net;
using System.Net.Http.Headers;
using Acp.Fakes;
using Acp.Payments.Stripe;

namespace Acp.Simulation;

/// <summary>A process's connections to the provider. What has left the process no longer depends on it.</summary>
internal sealed class SimNetwork(World world, SimProcess process) : HttpMessageHandler
{
    private const string RefundPath = "/v1/refunds";
    private const string PagePath = "/v1/checkout/sessions";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await Read(request);
        var isCharge = call is { Method: "POST", Path: StripeProvider.ChargePath or PagePath };
        var isIssue = call is { Method: "POST", Path: StripeIssuer.IssuePath };
        var isRefund = call is { Method: "POST", Path: RefundPath };
        var fault = world.Faults.OnRequest(isCharge || isIssue || isRefund || IsRevocation(call));
        if (fault is { } met)
        {
            world.Marks.Meet(Scope.Session, met);
        }

        var key = call.Headers.GetValueOrDefault("Idempotency-Key");
        world.Trace?.Say(process.Name, $"{call.Method} {call.Path}{call.Query}{(key is null ? "" : $" under {key}")}{(fault is null ? "" : $" — meets {fault}")}");
        if (fault == FaultKind.Refused)
        {
            await process.Wait();
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection.");
        }

        if (isCharge)
        {
            world.Auditor.Sent(process, key ?? "", call.Body);
        }
        else if (isIssue)
        {
            world.Auditor.SentIssue(process, key ?? "", call.Body);
        }
        else if (isRefund)
        {
            world.Auditor.SentRefund(process, key ?? "", call.Body);
        }

        var reply = new TaskCompletionSource<FakeAnswer.Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = Scope.Session;
        world.Begin(() => world.Provider.Travel(call, session, fault, reply));
        await process.Wait();
        using var gaveUp = cancellationToken.Register(() => reply.TrySetCanceled(cancellationToken));
        return Response(request, await reply.Task);
    }

    private static bool IsRevocation(FakeRequest call) =>
        call.Path.StartsWith(StripeIssuer.IssuePath, StringComparison.Ordinal) && call.Path.EndsWith("/revoke", StringComparison.Ordinal);

    private static async Task<FakeRequest> Read(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        if (request.Content is null)
        {
            return Call([]);
        }

        headers["Content-Type"] = request.Content.Headers.ContentType!.ToString();
        return Call(await request.Content.ReadAsByteArrayAsync());

        FakeRequest Call(byte[] body) =>
            new(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, headers, body);
    }

    private static HttpResponseMessage Response(HttpRequestMessage request, FakeAnswer.Reply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = new ReadOnlyMemoryContent(reply.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        response.Headers.TryAddWithoutValidation("Date", reply.Headers.GetValueOrDefault("Date")); // Only by its own clock it is too late for a page.
        return response;
    }
}
