namespace Acp.Processes;

/// <summary>What a process says, to look back at and to wait for. The oldest lines of a talkative one are let go.</summary>
public sealed class Lines
{
    private const int MostKept = 10_000;

    private readonly Lock gate = new();
    private readonly Queue<string> kept = [];
    private readonly List<Waiting> waiting = [];
    private bool closed;

    /// <summary>The lines that are kept, as one text.</summary>
    public string All
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', kept);
            }
        }
    }

    internal void Add(string line)
    {
        lock (gate)
        {
            kept.Enqueue(line);
            if (kept.Count > MostKept)
            {
                kept.Dequeue();
            }

            waiting.RemoveAll(one => one.Takes(line));
        }
    }

    internal Task<string> First(Func<string, bool> matches)
    {
        lock (gate)
        {
            var one = new Waiting(matches);
            if (!kept.Any(one.Takes))
            {
                Wait(one);
            }

            return one.Line.Task;
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            waiting.ForEach(Disappoint);
            waiting.Clear();
        }
    }

    private void Wait(Waiting one)
    {
        if (closed)
        {
            Disappoint(one);
        }
        else
        {
            waiting.Add(one);
        }
    }

    private void Disappoint(Waiting one) => one.Line.SetException(new InvalidOperationException($"It ended and had said: {string.Join('\n', kept)}"));

    private sealed record Waiting(Func<string, bool> Matches)
    {
        public TaskCompletionSource<string> Line { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Takes(string line) => Matches(line) && Line.TrySetResult(line);
    }
}
