using System.Diagnostics.CodeAnalysis;

namespace Acp.Fakes;

/// <summary>
/// Events that wait to be sent. The fake only queues them; whoever has a transport, or a schedule, takes them out.
/// </summary>
/// <param name="limit">Events; beyond twice as many the oldest are dropped, so that a fake nobody empties does not fill the memory.</param>
public sealed class Deliveries(int limit)
{
    private readonly Lock gate = new();
    private readonly List<FakeEvent> waiting = [];
    private readonly HashSet<string> pending = new(StringComparer.Ordinal);
    private TaskCompletionSource arrival = NewArrival();
    private bool held;
    private int copies = 1;

    /// <summary>How the host sends one at once, whatever waits; null where it has no endpoint.</summary>
    public Func<FakeEvent, ValueTask<IReadOnlyList<FakeDelivery>>>? Sender { get; set; }

    /// <summary>How many endpoints an event is sent to.</summary>
    public Func<FakeEvent, int> EndpointsOf { get; set; } = _ => 0;

    /// <summary>In the order in which they will go.</summary>
    public IReadOnlyList<FakeEvent> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. waiting];
            }
        }
    }

    /// <summary>While true, none goes by itself.</summary>
    public bool Held
    {
        get
        {
            lock (gate)
            {
                return held;
            }
        }

        set
        {
            lock (gate)
            {
                held = value;
                Signal();
            }
        }
    }

    /// <summary>How often each event from now on is queued; 1 or more.</summary>
    public int Copies
    {
        get => copies;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10);
            copies = value;
        }
    }

    /// <summary>Takes the next one that may go, without waiting.</summary>
    public bool TryTake([NotNullWhen(true)] out FakeEvent? next)
    {
        lock (gate)
        {
            next = held || waiting.Count == 0 ? null : waiting[0];
            if (next is not null)
            {
                waiting.RemoveAt(0);
            }

            return next is not null;
        }
    }

    /// <summary>Waits for the next one that may go.</summary>
    public async ValueTask<FakeEvent> Take(CancellationToken stop)
    {
        while (true)
        {
            // Read before the look, so that what comes in between is not missed.
            var arrived = Arrival();
            if (TryTake(out var next))
            {
                return next;
            }

            await arrived.WaitAsync(stop);
        }
    }

    /// <summary>Takes all copies of an event out of the queue, held or not.</summary>
    /// <returns>False where none waited.</returns>
    public bool Drop(string id)
    {
        lock (gate)
        {
            return waiting.RemoveAll(it => it.Id == id) > 0;
        }
    }

    public void DropAll()
    {
        lock (gate)
        {
            waiting.Clear();
        }
    }

    /// <summary>Queues an event again, behind the others, whether or not it was delivered.</summary>
    public void Again(FakeEvent it)
    {
        lock (gate)
        {
            waiting.Add(it);
            Signal();
        }
    }

    /// <summary>Brings the events named to the front, in this order; the others stay as they are.</summary>
    public void Reorder(IReadOnlyList<string> ids)
    {
        lock (gate)
        {
            var first = ids.SelectMany(id => waiting.Where(it => it.Id == id)).ToList();
            waiting.RemoveAll(first.Contains);
            waiting.InsertRange(0, first);
        }
    }

    public void Reverse()
    {
        lock (gate)
        {
            waiting.Reverse();
        }
    }

    /// <summary>Every endpoint has it.</summary>
    public void Acknowledge(FakeEvent it)
    {
        ArgumentNullException.ThrowIfNull(it);
        lock (gate)
        {
            pending.Remove(it.Id);
        }
    }

    internal void Add(FakeEvent raised)
    {
        lock (gate)
        {
            waiting.AddRange(Enumerable.Repeat(raised, copies));
            pending.Add(raised.Id);
            Trim();
            Signal();
        }
    }

    internal int PendingOf(FakeEvent it)
    {
        lock (gate)
        {
            return pending.Contains(it.Id) ? EndpointsOf(it) : 0;
        }
    }

    // In steps, because each one moves all that stay.
    private void Trim()
    {
        if (waiting.Count < limit * 2L)
        {
            return;
        }

        var old = waiting.Count - limit;
        waiting.GetRange(0, old).ForEach(it => pending.Remove(it.Id));
        waiting.RemoveRange(0, old);
    }

    private Task Arrival()
    {
        lock (gate)
        {
            return arrival.Task;
        }
    }

    private void Signal()
    {
        arrival.TrySetResult();
        arrival = NewArrival();
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What became of one event at one endpoint.</summary>
/// <param name="Status">The last reply's; 0 where there was none.</param>
/// <param name="Tries">Sends, of which only the last can have succeeded.</param>
public sealed record FakeDelivery(string EventId, string Url, int Status, int Tries)
{
    public bool Taken => Status is >= 200 and < 300;
}
