using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Errors;
using Acp.Store;
using Microsoft.AspNetCore.Http.Features;

namespace Acp.Gateway.Admin.Live;

/// <summary><c>GET /admin/live</c>: server-sent events, one a second, until somebody hangs up.</summary>
internal static class LiveEndpoint
{
    public static IServiceCollection AddLive(this IServiceCollection services) =>
        services.AddSingleton<LiveSources>().AddSingleton<LiveFeed>();

    public static async Task<IResult> Handle(HttpContext http, LiveFeed feed, AdminKeys keys, IHostApplicationLifetime process)
    {
        Query.RequireNone(http.Request);
        using var listener = feed.Join(http.Operator().Name, http.Abort);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, process.ApplicationStopping);
        Announce(http);
        try
        {
            await http.Response.Body.FlushAsync(end.Token); // Whoever asked sees that the door is open, though the first figures take a moment.
            await SseFormatter.WriteAsync(Frames(listener, http, keys, end.Token), http.Response.Body, (frame, to) => to.Write(frame.Data), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The process stops, and waits for nobody who only watches; or whoever watched has gone.
        }

        return TypedResults.Empty;
    }

    private static void Announce(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store, no-transform"; // A proxy that compresses waits for more to compress.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    // A key may end while its holder watches: it is looked at before each frame.
    private static async IAsyncEnumerable<SseItem<byte[]>> Frames(
        LiveListener listener, HttpContext http, AdminKeys keys, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var frame in listener.Frames(stop))
        {
            if (!await IsStillKnown(http, keys))
            {
                yield break;
            }

            yield return frame;
        }
    }

    // Whose key cannot be told is let in by nobody; who comes again is told why.
    private static async ValueTask<bool> IsStillKnown(HttpContext http, AdminKeys keys)
    {
        try
        {
            return await keys.Identify(http) is not null;
        }
        catch (Exception e) when (e is RequestRefusedException or StoreUnavailableException)
        {
            return false;
        }
    }
}
