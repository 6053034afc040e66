using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;

namespace Acp.Fakes;

/// <summary>A shared payment token as the seller sees it.</summary>
/// <param name="seller">The profile of the only account that can see and charge it.</param>
internal sealed class GrantedToken(string id, DateTimeOffset created, Card card, string seller)
{
    private const string LimitName = "spt_limit_";

    public string Id { get; } = id;

    public DateTimeOffset Created { get; } = created;

    /// <summary>How it behaves; an authentication changes that.</summary>
    public Card Card { get; set; } = card;

    public string Seller { get; } = seller;

    /// <summary>Who is told of it as its seller; null while nobody here is known to be.</summary>
    public Caller? Holder { get; set; }

    /// <summary>Where an account here issued it.</summary>
    public Issuance? Issue { get; init; }

    /// <summary>The profile of whoever granted it.</summary>
    public string? Agent { get; init; }

    public Risk? Risk { get; init; }

    /// <summary>A <c>tok_…</c>: every use of the name stands for a fresh token, so that it is never used up.</summary>
    public bool IsTemplate { get; private init; }

    /// <summary>Null: any.</summary>
    public string? Currency { get; init; }

    /// <summary>Null: any amount.</summary>
    public long? MaxAmount { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyDictionary<string, string> SharedMetadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The older test helper shows amount and currency at the top.</summary>
    public bool Flat { get; init; }

    public long Captured { get; private set; }

    public DateTimeOffset? DeactivatedAt { get; private set; }

    public string? Reason { get; private set; }

    /// <returns>The token that a name nobody created stands for; null where the name says that it is unknown.</returns>
    public static GrantedToken? OfName(string id, Caller by, DateTimeOffset now)
    {
        if (id.StartsWith("spt_unknown", StringComparison.Ordinal))
        {
            return null;
        }

        var token = new GrantedToken(id, now, Card.OfName(id), by.Profile)
        {
            Holder = by,
            IsTemplate = id.StartsWith("tok_", StringComparison.Ordinal),
            MaxAmount = Limit(id),
        };
        token.Deactivate(id switch
        {
            _ when id.StartsWith("spt_expired", StringComparison.Ordinal) => "expired",
            _ when id.StartsWith("spt_revoked", StringComparison.Ordinal) => "revoked",
            _ when id.StartsWith("spt_used", StringComparison.Ordinal) => "consumed",
            _ => null,
        }, now);
        return token;
    }

    public void Capture(long amount, DateTimeOffset now)
    {
        Captured += amount;
        Deactivate("consumed", now);
    }

    public void Revoke(DateTimeOffset now) => Deactivate("revoked", now);

    public void Expire(DateTimeOffset at) => Deactivate("expired", at);

    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "shared_payment.granted_token");
        json.WriteBoolean("livemode", false);
        WriteAgent(json);
        json.WriteSeconds("created", Created);
        json.WriteSeconds("deactivated_at", DeactivatedAt);
        json.WriteString("deactivated_reason", Reason);
        WriteRisk(json);
        json.WriteMap("shared_metadata", SharedMetadata);
        WriteUsage(json);
        if (Flat)
        {
            json.WriteNumberOrNull("amount", MaxAmount);
            json.WriteString("currency", Currency);
            json.WriteSeconds("expires_at", ExpiresAt);
        }
    }

    public void WriteRisk(Utf8JsonWriter json)
    {
        if (Risk is not { } risk)
        {
            json.WriteNull("risk_details");
            return;
        }

        json.WriteStartObject("risk_details");
        json.WriteStartObject("insights");
        json.WriteStartObject("fraudulent_dispute");
        json.WriteString("recommended_action", risk.Action);
        json.WriteNumber("score", risk.FraudScore);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What it may be used for, and was.</summary>
    public void WriteUsage(Utf8JsonWriter json)
    {
        WriteCaptured(json);
        WriteLimits(json);
    }

    private void WriteAgent(Utf8JsonWriter json)
    {
        if (Agent is null)
        {
            json.WriteNull("agent_details");
            return;
        }

        json.WriteStartObject("agent_details");
        json.WriteString("network_business_profile", Agent);
        json.WriteEndObject();
    }

    private void WriteCaptured(Utf8JsonWriter json)
    {
        json.WriteStartObject("usage_details");
        json.WriteStartObject("amount_captured");
        json.WriteString("currency", Currency);
        json.WriteNumber("value", Captured);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteLimits(Utf8JsonWriter json)
    {
        if ((Currency, MaxAmount, ExpiresAt) is (null, null, null))
        {
            json.WriteNull("usage_limits");
            return;
        }

        json.WriteStartObject("usage_limits");
        json.WriteString("currency", Currency);
        json.WriteNumberOrNull("max_amount", MaxAmount);
        json.WriteSeconds("expires_at", ExpiresAt);
        json.WriteEndObject();
    }

    private void Deactivate(string? reason, DateTimeOffset at)
    {
        if (reason is not null && Reason is null)
        {
            (Reason, DeactivatedAt) = (reason, at);
        }
    }

    private static long? Limit(string id)
    {
        if (!id.StartsWith(LimitName, StringComparison.Ordinal))
        {
            return null;
        }

        var digits = new string([.. id[LimitName.Length..].TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
