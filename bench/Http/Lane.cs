using System.Diagnostics;
using Acp.Bench.Load;

namespace Acp.Bench.Http;

/// <summary>A connection of an open load: requests are fired when they are due, and replies are timed from then.</summary>
/// <param name="replied">Told of each reply, with what it answers for being free again.</param>
internal sealed class Lane(Uri address, int number, Action<Lane, Response> replied) : IDisposable
{
    private readonly Connection connection = new(address);
    private long due;

    public CheckoutRequests Requests { get; } = new(number);

    public Histogram Latencies { get; } = new();

    /// <summary>While false, replies are not timed: the server is warming up.</summary>
    public bool IsMeasured { get; set; }

    /// <param name="meant">When it was to be sent: that it could not be sent then is part of its latency.</param>
    public void Fire(ReadOnlyMemory<byte> request, long meant)
    {
        due = meant;
        connection.Send(request);
    }

    /// <summary>Ends when the connection is disposed of or a reply is not what it must be.</summary>
    public async Task Listen()
    {
        while (true)
        {
            var response = await connection.Receive();
            if (IsMeasured)
            {
                Latencies.Record(Stopwatch.GetElapsedTime(due));
            }

            replied(this, response);
        }
    }

    public void Dispose() => connection.Dispose();
}
