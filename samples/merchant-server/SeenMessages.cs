namespace MerchantServer;

/// <summary>Which messages were taken, in a file. With a database, write it in the transaction that does the work.</summary>
internal sealed class SeenMessages
{
    private readonly string path;
    private readonly HashSet<string> messages = [];
    private readonly Dictionary<string, int> newest = [];

    public SeenMessages(string path)
    {
        this.path = path;
        foreach (var parts in (File.Exists(path) ? File.ReadLines(path) : []).Select(line => line.Split(' ')).Where(parts => parts.Length == 3))
        {
            Note(parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    public bool Contains(string message) => messages.Contains(message);

    /// <summary>0 where nothing was heard of the order yet.</summary>
    public int NewestOf(string order) => newest.GetValueOrDefault(order);

    public void Add(string message, string order, int sequence)
    {
        File.AppendAllLines(path, [$"{message} {order} {sequence}"]);
        Note(message, order, sequence);
    }

    private void Note(string message, string order, int sequence)
    {
        messages.Add(message);
        newest[order] = Math.Max(sequence, NewestOf(order));
    }
}
