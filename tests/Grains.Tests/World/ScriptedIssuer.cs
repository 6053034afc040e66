using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Tests;

/// <summary>What the network or the processor does to one call of the issuer.</summary>
public enum IssuerFault
{
    None,

    /// <summary>The request never arrives.</summary>
    RequestLost,

    /// <summary>The request is carried out; its answer never arrives.</summary>
    ReplyLost,

    /// <summary>Turned away before anything is executed.</summary>
    NotExecuted,

    /// <summary>The processor will not issue it.</summary>
    Refused,

    /// <summary>The card's issuer will not have it shared.</summary>
    Declined,

    /// <summary>As above; the answer never arrives.</summary>
    DeclineLost,
}

/// <summary>
/// An issuing account that deduplicates by key, as Stripe does, and knows what really became of each token. The seller's
/// account, beside it, charges the same tokens.
/// </summary>
internal sealed class ScriptedIssuer : ITokenIssuer
{
    private static readonly IssueAnswer Declined = new IssueAnswer.Declined("The card was declined.");

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly OracleProvider seller;
    private readonly Dictionary<string, (string Body, IssueAnswer Answer, DateTimeOffset At)> executed = [];
    private readonly Dictionary<string, Token> tokens = [];

    public ScriptedIssuer(TimeProvider clock, OracleProvider seller)
    {
        (this.clock, this.seller) = (clock, seller);
        seller.FactsOfIssued = FactsOf;
    }

    public bool IsConfigured { get; set; } = true;

    /// <summary>Taken in order, one a call to issue or to revoke; none means no fault.</summary>
    public ConcurrentQueue<IssuerFault> Faults { get; } = new();

    public bool LookUpsFail { get; set; }

    public string? NextAction { get; set; }

    /// <summary>Runs as a call arrives, and when it was carried out, before its caller hears of it.</summary>
    public Func<Task>? OnIssue { get; set; }

    public Func<string, Task>? OnIssued { get; set; }

    public Func<Task>? OnRevoke { get; set; }

    public ConcurrentQueue<(string Key, string Body)> Sends { get; } = new();

    public ConcurrentQueue<string> Revocations { get; } = new();

    /// <summary>Every token that exists.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (gate)
            {
                return [.. tokens.Keys];
            }
        }
    }

    public FrozenRequest Freeze(IssueOrder order) => new("POST /issue", JsonSerializer.SerializeToUtf8Bytes(order), "v1", "acct_issuer");

    public async ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        if (clock.GetUtcNow() >= notAfter)
        {
            return new IssueAnswer.NotExecuted();
        }

        var body = Encoding.UTF8.GetString(request.Body.Span);
        Sends.Enqueue((providerKey, body));
        await (OnIssue?.Invoke() ?? Task.CompletedTask);
        var answer = (Faults.TryDequeue(out var fault) ? fault : IssuerFault.None) switch
        {
            IssuerFault.RequestLost => new IssueAnswer.Unknown("broken connection"),
            IssuerFault.NotExecuted => new IssueAnswer.NotExecuted(),
            IssuerFault.Refused => Keep(providerKey, body, () => new IssueAnswer.Refused("This payment method cannot be shared.")),
            IssuerFault.Declined => Keep(providerKey, body, () => Declined),
            IssuerFault.DeclineLost => Lose(Keep(providerKey, body, () => Declined)),
            IssuerFault.ReplyLost => Lose(Keep(providerKey, body, () => Create(body))),
            _ => Keep(providerKey, body, () => Create(body)),
        };
        await (answer is IssueAnswer.Issued { Token.Token: var token } && OnIssued is { } hear ? hear(token) : Task.CompletedTask);
        return answer;
    }

    public ValueTask<IssuedLookup> LookUpIssued(string token)
    {
        lock (gate)
        {
            return new(LookUpsFail ? new IssuedLookup.NotAnswered()
                : tokens.GetValueOrDefault(token) is { } found ? new IssuedLookup.Found(Facts(found))
                : new IssuedLookup.Unknown());
        }
    }

    public async ValueTask<RevokeAnswer> Revoke(string token, string providerKey)
    {
        Revocations.Enqueue(providerKey);
        await (OnRevoke?.Invoke() ?? Task.CompletedTask);
        var fault = Faults.TryDequeue(out var next) ? next : IssuerFault.None;
        if (fault is IssuerFault.RequestLost or IssuerFault.NotExecuted)
        {
            return new RevokeAnswer.NotAnswered();
        }

        lock (gate)
        {
            if (!tokens.TryGetValue(token, out var found))
            {
                return new RevokeAnswer.Unknown();
            }

            tokens[token] = found with { RevokedAt = TruthOf(found) == SharedPaymentTokenStatus.Active ? clock.GetUtcNow() : found.RevokedAt };
            return fault == IssuerFault.ReplyLost ? new RevokeAnswer.NotAnswered() : new RevokeAnswer.Ended(Facts(tokens[token]));
        }
    }

    /// <summary>Another merchant charges it.</summary>
    /// <returns>Null where it could not be charged any more.</returns>
    public string? UseElsewhere(string token, long amount)
    {
        lock (gate)
        {
            if (!tokens.TryGetValue(token, out var found) || TruthOf(found) != SharedPaymentTokenStatus.Active)
            {
                return null;
            }

            tokens[token] = found with { UsedFor = amount };
            return $"pi_of_{token}";
        }
    }

    /// <summary>The shopper did what the processor asked for, or the processor asks now.</summary>
    public void Ask(string? nextAction) => NextAction = nextAction;

    /// <summary>What the processor's books say.</summary>
    public SharedPaymentTokenStatus TruthOf(string token)
    {
        lock (gate)
        {
            return TruthOf(tokens[token]);
        }
    }

    public string IssueOf(string token)
    {
        lock (gate)
        {
            return tokens[token].Order.Issue;
        }
    }

    private TokenFacts? FactsOf(string token)
    {
        lock (gate)
        {
            return tokens.GetValueOrDefault(token) is { } found ? Facts(found).Facts : null;
        }
    }

    private SharedPaymentTokenStatus TruthOf(Token token) => token switch
    {
        _ when CapturedWith(token) > 0 => SharedPaymentTokenStatus.Used,
        { RevokedAt: not null } => SharedPaymentTokenStatus.Revoked,
        _ when token.Order.ExpiresAt <= clock.GetUtcNow() => SharedPaymentTokenStatus.Expired,
        _ => SharedPaymentTokenStatus.Active,
    };

    private long CapturedWith(Token token) => token.UsedFor + seller.Money.Where(money => money.Token == token.Id).Sum(money => money.Amount);

    private IssuedFacts Facts(Token token)
    {
        var captured = CapturedWith(token);
        TokenDeactivation? why = TruthOf(token) switch
        {
            SharedPaymentTokenStatus.Used => TokenDeactivation.Consumed,
            SharedPaymentTokenStatus.Revoked => TokenDeactivation.Revoked,
            SharedPaymentTokenStatus.Expired => TokenDeactivation.Expired,
            _ => null,
        };
        var facts = new TokenFacts(token.Order.Currency, token.Order.Amount - captured, token.Order.ExpiresAt, why, captured)
        {
            Limit = token.Order.Amount,
            IsExact = token.Order.IsExact,
        };
        return new IssuedFacts(token.Id, facts, token.CreatedAt, NextAction, token.Order.Issue);
    }

    private IssueAnswer Keep(string key, string body, Func<IssueAnswer> execute)
    {
        lock (gate)
        {
            // Stripe may forget keys after 24 h; then the same key is a new request.
            if (executed.TryGetValue(key, out var before) && clock.GetUtcNow() - before.At < TimeSpan.FromHours(24))
            {
                return before.Body == body ? before.Answer : new IssueAnswer.Unknown("idempotency_error");
            }

            var answer = execute();
            executed[key] = (body, answer, clock.GetUtcNow());
            return answer;
        }
    }

    private IssueAnswer.Issued Create(string body)
    {
        var order = JsonSerializer.Deserialize<IssueOrder>(body)!;
        var token = new Token($"spt_{(tokens.Count + 1).ToString("d4", CultureInfo.InvariantCulture)}", order, clock.GetUtcNow());
        tokens.Add(token.Id, token);
        return new IssueAnswer.Issued(Facts(token));
    }

    private static IssueAnswer.Unknown Lose(IssueAnswer answer) => new($"lost {answer.GetType().Name}");

    private sealed record Token(string Id, IssueOrder Order, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt = null, long UsedFor = 0);
}

internal sealed class ScriptedPolicies : ITokenPolicies
{
    public TokenPolicy? Default { get; set; } = new(
        new Dictionary<string, long> { ["usd"] = 100_000, ["eur"] = 100_000 }, Merchants: null, TokensPerDay: null, new Dictionary<string, long>());

    public TokenPolicy? Of(string platform) => Default;
}

/// <summary>Replies one can read: the token as it stands, or the rule of a refusal.</summary>
internal sealed class PlainTokenReplies : ITokenReplies
{
    public Reply Render(SharedPaymentTokenView token) => new(201, Encoding.UTF8.GetBytes($"{token.Id} {token.Status} {token.Amount} {token.Currency}"));

    public Reply Render(Refusal refusal) => new(400, Encoding.UTF8.GetBytes(refusal.Rule.ToString()));
}
