using System.Text.Json;

namespace Acp.Fakes;

/// <summary>Something that happened at Stripe, with its object as it was then.</summary>
public sealed class FakeEvent
{
    private readonly byte[] snapshot;
    private readonly Cause cause;
    private readonly string apiVersion;

    internal FakeEvent(string id, Happening happening, DateTimeOffset created, Cause cause, string apiVersion)
    {
        (Id, Type, ObjectId, Session, snapshot) = (id, happening.Type, happening.ObjectId, happening.Session, happening.Snapshot);
        (Created, this.cause, this.apiVersion, By) = (created, cause, apiVersion, happening.By);
    }

    public string Id { get; }

    /// <summary>Such as <c>payment_intent.succeeded</c>.</summary>
    public string Type { get; }

    public DateTimeOffset Created { get; }

    /// <summary>The payment intent, token, refund, charge or dispute.</summary>
    public string ObjectId { get; }

    /// <summary>The metadata <c>acp_session</c> of the intent that it is about. The event itself shows it of the intent and its charge only.</summary>
    public string? Session { get; }

    /// <summary>Whose webhooks tell of it.</summary>
    public string Account => By.Home;

    internal Caller By { get; }

    /// <summary>Stripe's snapshot form.</summary>
    /// <param name="pendingWebhooks">Endpoints that have not taken it yet.</param>
    public byte[] ToJson(int pendingWebhooks) => Json.Write(json => WriteMembers(json, pendingWebhooks));

    internal void WriteMembers(Utf8JsonWriter json, int pendingWebhooks)
    {
        json.WriteString("id", Id);
        json.WriteString("object", "event");
        if (By.Connected is { } connected)
        {
            json.WriteString("account", connected);
        }

        json.WriteString("api_version", apiVersion);
        json.WriteSeconds("created", Created);
        json.WriteStartObject("data");
        json.WritePropertyName("object");
        json.WriteRawValue(snapshot, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteBoolean("livemode", false);
        json.WriteNumber("pending_webhooks", pendingWebhooks);
        json.WriteStartObject("request");
        json.WriteString("id", cause.RequestId);
        json.WriteString("idempotency_key", cause.Key);
        json.WriteEndObject();
        json.WriteString("type", Type);
    }
}

/// <param name="Session">Null where the object has none.</param>
/// <param name="Snapshot">The object's JSON.</param>
/// <param name="By">Whose object it is.</param>
internal sealed record Happening(string Type, string ObjectId, string? Session, byte[] Snapshot, Caller By);

/// <summary>The call that made something happen; nothing where time or the shopper did.</summary>
internal readonly record struct Cause(string? RequestId, string? Key);
