namespace MerchantServer;

/// <summary>Ids of messages that were taken, in a file. With a database, write the id in the transaction that does the work.</summary>
internal sealed class SeenMessages
{
    private readonly string path;
    private readonly HashSet<string> ids;

    public SeenMessages(string path)
    {
        this.path = path;
        ids = File.Exists(path) ? [.. File.ReadLines(path)] : [];
    }

    public bool Contains(string id) => ids.Contains(id);

    public void Add(string id)
    {
        if (ids.Add(id))
        {
            File.AppendAllLines(path, [id]);
        }
    }
}
