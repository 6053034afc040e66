using System.Text;
using Acp.Chaos.Auditing;
using Acp.Chaos.Platforms;
using Acp.Chaos.Provider;
using Acp.Storm;

namespace Acp.Chaos.Tests;

/// <summary>A session's history and the provider's ledger, made up: sound until a test bends it.</summary>
internal sealed class Shop
{
    public const string Item = "item_counted";
    public const long Total = 700;

    private TimeSpan now;

    public List<Story> Stories { get; } = [];

    public List<Charge> Charges { get; } = [];

    public List<Shelf> Shelves { get; } = [];

    public IReadOnlyList<Violation> Verdict => Auditor.Examine(Stories, Charges, Shelves);

    public static SessionView View(string id, string status, string? order = null, long total = Total, int quantity = 1) =>
        new(id, status, order, total, "card_tokenized", [], null, quantity);

    public static Reply Of(SessionView session, string body = "body", int status = 200) =>
        new(status, null, Encoding.UTF8.GetBytes(body), TimeSpan.Zero, session, Silence.None, TimeSpan.Zero);

    public static Reply Error(int status, string code) =>
        new(status, code, Encoding.UTF8.GetBytes(code), TimeSpan.Zero, null, Silence.None, TimeSpan.Zero);

    /// <summary>Created, and nothing more.</summary>
    public Story Open(string id)
    {
        var story = new Story(id, Item, 1, now) { Quantity = 1, Final = View(id, "ready_for_payment") };
        Stories.Add(story);
        return story;
    }

    /// <summary>Completed with one order, charged once, and it says so.</summary>
    public Story Completed(string id)
    {
        var story = Open(id);
        story.Offers(TokenOf(id));
        Hears(story, Complete(id), Of(View(id, "completed", $"order_{id}")));
        story.Final = View(id, "completed", $"order_{id}");
        Charges.Add(ChargeOf(id));
        return story;
    }

    public Story Canceled(string id)
    {
        var story = Open(id);
        Hears(story, new Call(Verb.Cancel, $"cancel_{id}"), Of(View(id, "canceled")));
        story.Final = View(id, "canceled");
        return story;
    }

    public void Hears(Story story, Call call, Reply reply) => story.Saw(now += TimeSpan.FromSeconds(1), "agent 1", 1, call, reply);

    public static Call Complete(string id, string key = "key") => new(Verb.Complete, $"{key}_{id}", TokenOf(id));

    public static string TokenOf(string id) => $"spt_chaos_{id}";

    public static Charge ChargeOf(string id, int number = 1, long amount = Total) => new(id, amount, TokenOf(id), $"acp:{id}:{number}");
}
