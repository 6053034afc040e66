using System.Text.Json;
using Acp.Store;

namespace Acp.Merchants;

/// <summary>
/// For whom tokens may be issued, and under which name the payment provider knows them. Changed by administrators only,
/// seldom, and by compare and swap: it needs no grain.
/// </summary>
public sealed class MerchantRegistry(IStore store, IInventory inventory, IMerchantProbe probe, IIds ids, TimeProvider clock)
{
    private const string Kind = "merchant";
    private const int MaxRaces = 8;

    /// <param name="by">Who wants it, for the audit trail; so everywhere here.</param>
    public ValueTask<MerchantAnswer> Register(string domain, string profile, string by) =>
        Change(domain, by, known => MerchantDecider.Register(known, domain, profile, clock.GetUtcNow()));

    public ValueTask<MerchantAnswer> Bind(string domain, string profile, string by) =>
        Change(domain, by, known => MerchantDecider.Bind(known, profile));

    public ValueTask<MerchantAnswer> Suspend(string domain, string reason, string by) =>
        Change(domain, by, known => MerchantDecider.Suspend(known, reason));

    public ValueTask<MerchantAnswer> Reinstate(string domain, string reason, string by) =>
        Change(domain, by, known => MerchantDecider.Reinstate(known, reason));

    public async ValueTask<MerchantAnswer> Verify(string domain, string by)
    {
        var asked = await Load(domain);
        if (MerchantDecider.RefuseVerification(asked.State) is { } refused)
        {
            return refused;
        }

        // Committed against what was read before the domain was asked: who was bound or suspended meanwhile is not verified by it.
        var decision = MerchantDecider.Verify(asked.State!, await probe.Ask(domain), clock.GetUtcNow());
        return await Commit(asked, decision, by) is Verdict.Conflict ? new MerchantAnswer.Contended() : decision.Answer;
    }

    public async ValueTask<Merchant?> Find(string domain) => (await Load(domain)).State;

    /// <summary>Oldest first.</summary>
    public ValueTask<IReadOnlyList<AuditEntry>> History(string domain) => store.ReadAudit(Merchant.KeyOf(domain));

    /// <summary>By domain, in byte order.</summary>
    /// <param name="after">The domain that the page before ended with; null for the first page.</param>
    public async ValueTask<IReadOnlyList<Merchant>> List(MerchantStatus? status, string? after, int limit)
    {
        var listed = await inventory.ListStates(Kind, status?.ToString(), after is null ? null : Merchant.KeyOf(after), limit);
        return [.. listed.Select(it => StateCodec.Decode<Merchant>(it.State.Span))];
    }

    private async ValueTask<MerchantAnswer> Change(string domain, string by, Func<Merchant?, MerchantDecision> decide)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var known = await Load(domain);
            var decision = decide(known.State);
            if (await Commit(known, decision, by) is not Verdict.Conflict)
            {
                return decision.Answer;
            }
        }

        return new MerchantAnswer.Contended();
    }

    private ValueTask<Snapshot<Merchant>> Load(string domain) => store.LoadSnapshot<Merchant>(Merchant.KeyOf(domain));

    /// <returns>Null where nothing was to be written.</returns>
    private async ValueTask<Verdict?> Commit(Snapshot<Merchant> known, MerchantDecision decision, string by)
    {
        if (decision.Event is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return await store.Land(new Unit(ids.NewCommitId(), now)
        {
            States = decision.After is { } after ? [known.To(after, Index(after))] : [],
            Audit = [new AuditEntry(known.Key, now, by, decision.Event, JsonSerializer.Serialize(decision.Detail))],
        });
    }

    private static IndexColumns Index(Merchant merchant) =>
        new(Kind, merchant.Status.ToString(), Platform: null, Amount: null, Currency: null, merchant.RegisteredAt);
}
