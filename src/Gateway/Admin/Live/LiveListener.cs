using System.Net.ServerSentEvents;
using System.Threading.Channels;

namespace Acp.Gateway.Admin.Live;

/// <summary>One who watches. What is told meanwhile is kept for a few seconds; who does not read it by then is left.</summary>
/// <param name="hangUp">Breaks the connection: a write that nobody reads would never end.</param>
internal sealed class LiveListener(string name, Action hangUp, Action<LiveListener> leave) : IDisposable
{
    /// <summary>Frames, each of them shared by all who watch: a network's hiccup is no reason to be left.</summary>
    public const int MostUnread = 5;

    private readonly Channel<SseItem<byte[]>> frames = Channel.CreateBounded<SseItem<byte[]>>(new BoundedChannelOptions(MostUnread) { SingleReader = true });

    /// <summary>Of the operator.</summary>
    public string Name => name;

    public IAsyncEnumerable<SseItem<byte[]>> Frames(CancellationToken stop) => frames.Reader.ReadAllAsync(stop);

    public void Tell(SseItem<byte[]> frame)
    {
        if (!frames.Writer.TryWrite(frame) && frames.Writer.TryComplete())
        {
            hangUp();
        }
    }

    /// <summary>There is no more to come.</summary>
    public void End() => frames.Writer.TryComplete();

    public void Dispose() => leave(this);
}
