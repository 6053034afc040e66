namespace Acp.Storm;

/// <summary>Counts replies and how long they took.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> replies = new(StringComparer.Ordinal);
    private readonly List<double> milliseconds = [];
    private int calls;

    public int Calls => Volatile.Read(ref calls);

    public IReadOnlyDictionary<string, int> Replies
    {
        get
        {
            lock (gate)
            {
                return new SortedDictionary<string, int>(replies, StringComparer.Ordinal);
            }
        }
    }

    public void Add(Reply reply)
    {
        lock (gate)
        {
            calls++;
            replies[reply.Name] = replies.GetValueOrDefault(reply.Name) + 1;
            if (reply.Silence == Silence.None)
            {
                milliseconds.Add(reply.Took.TotalMilliseconds);
            }
        }
    }

    /// <param name="share">0.99 for p99.</param>
    /// <returns>Milliseconds of the calls that were answered; 0 where none was.</returns>
    public double Percentile(double share)
    {
        lock (gate)
        {
            var sorted = milliseconds.Order().ToArray();
            return sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
        }
    }
}
