using Acp.Attention;
using Acp.Store;

namespace Acp.Orders;

/// <summary>
/// An order as it is stored: what was placed, and what has happened since. It is the outbox, too: message n of an endpoint
/// is what its first n - 1 entries make of it. Docs: decisions/0022.
/// </summary>
public sealed record OrderRecord(PlacedOrder Placed) : Stored
{
    /// <summary>With more of them each change would cost too much; no order of one shopper comes near.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Of <see cref="MaxEntries"/>: kept for what became of money, which nobody may be refused to be told.</summary>
    public const int ReservedForMoney = 100;

    /// <summary>Of 2,000 characters at most: more would make each change of the order a slow one.</summary>
    public const int MaxNotes = 200;

    /// <summary>More than there can be entries and notes: some of them change nothing.</summary>
    public const int MaxCommands = 2_000;

    /// <summary>By then each endpoint has heard of an entry, or has been given up on.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromDays(7);

    public IReadOnlyList<OrderEntry> Entries { get; init; } = [];

    /// <summary>What became of its money, with what only we and the provider call it.</summary>
    public OrderMoney Money { get; init; } = OrderMoney.Untouched;

    /// <summary>For the merchant's people; told to nobody outside.</summary>
    public IReadOnlyList<OrderNote> Notes { get; init; } = [];

    /// <summary>Remembered for ever, so that a repeat does nothing however late it comes.</summary>
    public IReadOnlyList<DoneCommand> Commands { get; init; } = [];

    /// <summary>Null while its buyer stands in it.</summary>
    public ErasedOrder? Erased { get; init; }

    /// <summary>The order's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string id) => $"order/{id}";

    /// <summary>The order's first version, for the unit that completes its checkout.</summary>
    public StateChange Begin() => new Snapshot<OrderRecord>(KeyOf(Placed.Id), State: null, Version: 0).To(this, Index());

    /// <summary>Of the newest message: 1 when it was placed, one more with each entry.</summary>
    public int Sequence => Entries.Count + 1;

    /// <summary>The order as it stands.</summary>
    public OrderSnapshot Snapshot() => OrderFold.At(this, Sequence);

    public DoneCommand? Find(string? key) => key is null ? null : Commands.FirstOrDefault(done => done.Key == key);

    // Not while money of it is open, nor before what happened last was told: an endpoint is given up on after three days.
    private DateTimeOffset? KeptUntil()
    {
        if (Erased is not { Forgets: true } erased || Money.IsOpen)
        {
            return null;
        }

        var told = Entries.Count == 0 ? erased.At : Entries.Max(entry => entry.At) + ToldWithin;
        return told > erased.At ? told : erased.At;
    }

    public IndexColumns Index() => new(
        "order", Snapshot().Status.ToString(), Placed.Platform, Placed.Payment?.Amount ?? 0, Placed.Currency, Placed.PlacedAt)
    {
        KeptUntil = KeptUntil(),
        Mark = Money.UnknownSince is { } since ? new Mark(Marks.UnknownRefund, since) : null,
        Terms = new(BuyerDigest.Of(Placed.Buyer?.Email ?? Placed.Recipient?.Email), Placed.Payment?.IntentId),
    };
}

/// <param name="By">The admin key's name.</param>
public sealed record OrderNote(string Text, string By, DateTimeOffset At) : Stored;

/// <summary>A command that was carried out under a key.</summary>
/// <param name="Key">The caller's.</param>
/// <param name="Fingerprint">Digest of the command's JSON meaning.</param>
/// <param name="Id">Of what it made; null where it made nothing.</param>
public sealed record DoneCommand(string Key, string Fingerprint, string? Id) : Stored;

/// <summary>That an order's buyer was erased, and what the law wants to be known of where he lived.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null where nothing was sent or billed anywhere.</param>
/// <param name="State">As it was written then.</param>
public sealed record ErasedOrder(DateTimeOffset At, string? Country, string? State) : Stored
{
    /// <summary>Whether the order is forgotten as a whole, from then on.</summary>
    public bool Forgets { get; init; }

    public static ErasedOrder Of(PlacedOrder placed, DateTimeOffset now)
    {
        var place = placed.Recipient?.Address ?? placed.BillingAddress;
        return new(now, place?.Country, place?.State);
    }
}
