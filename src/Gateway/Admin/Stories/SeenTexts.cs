using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Store;
using Acp.Trails;

namespace Acp.Gateway.Admin.Stories;

/// <summary>What an entry of a trail took along, as entries of their own: calls to the provider, and requests that were answered without a commit.</summary>
internal static class SeenTexts
{
    private static readonly FrozenDictionary<string, AcpError> Answers = new Answer[]
    {
        new Answer.KeyReused(), new Answer.KeyInFlight(), new Answer.PaymentInProgress(), new Answer.PaymentOutcomeUnknown(),
        new Answer.ProviderUnavailable(), new Answer.MerchantUnavailable(), new Answer.StoreUnavailable(), new Answer.Contended(),
    }.ToFrozenDictionary(answer => JsonNamingPolicy.SnakeCaseLower.ConvertName(answer.GetType().Name), AnswerTable.Describe);

    private static readonly FrozenDictionary<string, string> Calls = new Dictionary<string, string>
    {
        ["find_charge"] = "The charge was looked for",
        ["look_up_intent"] = "The payment was looked up",
        ["cancel_intent"] = "The payment was to be canceled",
        ["find_page"] = "The page was looked for",
        ["look_up_page"] = "The page was looked up",
        ["close_page"] = "The page was to be closed",
        ["look_up_token"] = "The token was looked up",
        ["find_refunds"] = "The refunds were looked for",
        ["look_up_refund"] = "The refund was looked up",
        ["find_disputes"] = "Disputes were looked for",
    }.ToFrozenDictionary();

    /// <returns>Oldest first.</returns>
    public static IEnumerable<StoryEntry> Of(AuditEntry entry, JsonElement detail)
    {
        if (!detail.TryGetProperty(TrailDetail.Meanwhile, out var seen))
        {
            yield break;
        }

        if (detail.TryGetProperty(TrailDetail.PassedOver, out var more))
        {
            yield return new StoryEntry(AtOf(entry, seen[0]), StoryKind.Request, $"{more} more calls and answers before this were counted, and not kept one by one.", "platform", "{}", StoryState.Ok);
        }

        foreach (var line in seen.EnumerateArray())
        {
            yield return line.TryGetProperty("call", out _) ? CallOf(entry, line) : RequestOf(entry, line);
        }
    }

    /// <returns>Null where the entry tells of none.</returns>
    public static StoryRequest? RequestIn(JsonElement detail) => detail.TryGetProperty(TrailDetail.Request, out var it)
        ? new StoryRequest(Text(it, "on"), Text(it, "id"), Text(it, "key"), Text(it, "version") ?? string.Empty, Number(it, "status"), IsTrue(it, "joined"))
        : null;

    /// <summary>What the entry itself holds, without what is told in its own place.</summary>
    public static string Rest(AuditEntry entry, JsonElement detail)
    {
        if (!detail.TryGetProperty(TrailDetail.Request, out _) && !detail.TryGetProperty(TrailDetail.Meanwhile, out _))
        {
            return entry.Detail;
        }

        var rest = JsonNode.Parse(entry.Detail)!.AsObject();
        rest.Remove(TrailDetail.Request);
        rest.Remove(TrailDetail.Meanwhile);
        rest.Remove(TrailDetail.PassedOver);
        return rest.ToJsonString();
    }

    private static StoryEntry CallOf(AuditEntry entry, JsonElement line)
    {
        var call = new StoryCall(Text(line, "call")!, Number(line, "status"), Text(line, "id"), Number(line, "attempt"), Number(line, "send"), IsTrue(line, "replayed"));
        return new StoryEntry(AtOf(entry, line), StoryKind.Provider, $"{Asked(call)}: {Told(call, Text(line, "result"))}.", "provider", "{}", StateOf(call.Status)) { Call = call };
    }

    private static string Asked(StoryCall call) => (call.Operation, call.Attempt, call.Send) switch
    {
        ("refund", _, { } send) => string.Create(CultureInfo.InvariantCulture, $"Send {send} of a refund"),
        ("open_page", { } attempt, { } send) => string.Create(CultureInfo.InvariantCulture, $"Send {send} of attempt {attempt}, for a page"),
        (_, { } attempt, { } send) => string.Create(CultureInfo.InvariantCulture, $"Send {send} of attempt {attempt}"),
        _ => Calls.GetValueOrDefault(call.Operation, "The provider was asked"),
    };

    private static string Told(StoryCall call, string? result) => (call.Status, result) switch
    {
        (null, "not_sent") => "it did not leave",
        (null, _) => "no answer came",
        ({ } status, "unreadable") => string.Create(CultureInfo.InvariantCulture, $"the answer was {status} and could not be read"),
        ({ } status, _) => string.Create(CultureInfo.InvariantCulture, $"the provider answered {status}{(call.Replayed ? ", as it had before" : string.Empty)}"),
    };

    private static StoryEntry RequestOf(AuditEntry entry, JsonElement line)
    {
        var request = RequestIn(line)!;
        var answer = Answers.GetValueOrDefault(Text(line, "answer") ?? string.Empty);
        var (what, state) = answer is null
            ? ($"A request{On(request)} was repeated, and was told what it had been told before.", StoryState.Ok)
            : ($"A request{On(request)} was answered {answer.Status}: {answer.Code}.", StoryState.Warning);
        return new StoryEntry(AtOf(entry, line), StoryKind.Request, what, "platform", "{}", state) { Request = request with { Status = request.Status ?? answer?.Status } };
    }

    private static string On(StoryRequest request) => request.On is { } asked ? $" to {asked}" : string.Empty;

    private static StoryState StateOf(int? status) => status is >= 200 and < 300 ? StoryState.Ok : StoryState.Warning;

    private static DateTimeOffset AtOf(AuditEntry entry, JsonElement line) => entry.At - TimeSpan.FromMilliseconds(line.GetProperty("ago").GetInt64());

    private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var it) ? it.GetString() : null;

    private static int? Number(JsonElement of, string member) => of.TryGetProperty(member, out var it) ? it.GetInt32() : null;

    private static bool IsTrue(JsonElement of, string member) => of.TryGetProperty(member, out var it) && it.GetBoolean();
}
