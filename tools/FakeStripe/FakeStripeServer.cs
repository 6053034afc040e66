using System.Net;
using Acp.Fakes;
using Microsoft.AspNetCore.Http.Features;

namespace Acp.Tools;

/// <summary>The fake on a port: the same core, and connections that really break.</summary>
public static class FakeStripeServer
{
    // Stripe's largest request is far below; a test that sends more has a bug.
    private const int LongestRequest = 1 << 20;

    /// <param name="port">0: any free one; read it from <c>Urls</c> after the start.</param>
    /// <param name="endpoints">Where the fake's events are sent.</param>
    public static WebApplication Build(
        FakeStripe stripe, IPAddress address, int port, IReadOnlyList<WebhookEndpoint>? endpoints = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, port);
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
        });
        if (endpoints is { Count: > 0 })
        {
            foreach (var endpoint in endpoints)
            {
                stripe.Dashboard.Register(new FakeRegistration(endpoint.Url.AbsoluteUri, ["*"], Account: endpoint.Account));
            }

            builder.Services.AddHostedService(_ => new Webhooks(stripe, endpoints));
        }

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => stripe.PagesAt = app.Urls.First());
        app.Run(context => Answer(stripe, context));
        return app;
    }

    private static async Task Answer(FakeStripe stripe, HttpContext context)
    {
        switch (await stripe.Handle(await Request(context)))
        {
            case FakeAnswer.Reply reply:
                context.Response.StatusCode = reply.Status;
                foreach (var (name, value) in reply.Headers)
                {
                    context.Response.Headers[name] = value;
                }

                context.Response.ContentLength = reply.Body.Length;
                await context.Response.BodyWriter.WriteAsync(reply.Body);
                break;
            default:
                context.Abort();
                break;
        }
    }

    private static async Task<FakeRequest> Request(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);

        // The raw target: a token's escaped slash is no slash.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new FakeRequest(
            context.Request.Method,
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[question..],
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
    }
}
