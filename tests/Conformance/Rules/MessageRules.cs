using System.Text.Json;
using System.Text.RegularExpressions;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>What a session tells agent and shopper, and where it leads them.</summary>
internal static partial class MessageRules
{
    private const string Schema = "schema MessageError, MessageWarning, MessageInfo";

    private static readonly string[] First = ["missing", "invalid", "out_of_stock", "payment_declined", "requires_sign_in", "requires_3ds"];

    private static readonly string[] Later =
    [
        "low_stock", "quantity_exceeded", "coupon_invalid", "coupon_expired", "minimum_not_met", "maximum_exceeded", "region_restricted",
        "age_verification_required", "approval_required", "unsupported", "not_found", "conflict", "rate_limited", "expired", "intervention_required",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("messages.kinds", "A message is info or error, or since 2026-01-30 warning.", Schema, Released.All, A_message_is_of_a_kind_the_version_has).Always(),
        Rule.Demanded("messages.codes", "An error's code is one of the version's.", "schema MessageError.code", Released.All, A_code_is_one_the_version_has).Always(),
        Rule.Demanded("messages.content", "A message has a text and says how it is written.", Schema, Released.All, A_message_has_a_text).Always(),
        Rule.Demanded("messages.param", "The place a message speaks of is a JSONPath.", Schema, Released.All, A_place_is_a_JSONPath).Always(),
        Rule.Demanded("messages.severity", "severity is there since 2026-01-30 only, and one of its words.", Schema, Released.All, A_severity_is_the_versions).Always(),
        Rule.Demanded("messages.resolution", "resolution is there in the newest version only, and one of its words.", Schema, Released.All, A_resolution_is_the_newest_versions).Always(),
        Rule.Demanded("messages.missing", "A session that is not ready says by an error message what it lacks.", "RFC agentic checkout §2.2", Released.All, What_is_missing_is_told),
        Rule.Demanded("messages.own-places", "The place is named by the version's own members.", Schema, Released.All, What_is_missing_is_named_in_the_versions_own_words),
        Rule.Demanded("messages.markdown", "What is written in markdown has no raw HTML.", "RFC agentic checkout §5.1", [Released.V20260417], Markdown_has_no_raw_HTML).Always(),
        Rule.Decided("messages.no-html", "No text for people has raw HTML, whatever the version says of markdown.", "RFC agentic checkout §5.1", Released.Until(Released.V20260130), No_text_has_raw_HTML).Always(),
        Rule.Demanded("links.types", "A link's type is one of the version's.", "schema Link.type", Released.All, A_link_is_of_a_type_the_version_has).Always(),
        Rule.Demanded("links.urls", "A link's URL is absolute.", "schema Link.url", Released.All, A_link_is_absolute).Always(),
        Rule.Demanded("links.titles", "A link has a title since 2026-01-30 only.", "schema Link.title", Released.All, A_link_has_a_title_where_the_version_has_one).Always(),
    ];

    private static Task A_message_is_of_a_kind_the_version_has(Scene scene) => Each(scene, message =>
        message.At("type").Text() is "info" or "error" || (message.At("type").Text() == "warning" && scene.Wire.IsFrom(Released.V20260130)) ? null : "the kind of a message must be the version's");

    private static Task A_code_is_one_the_version_has(Scene scene) => Each(scene, message =>
        message.At("type").Text() != "error" || First.Contains(message.At("code").Text()) || (scene.Wire.IsFrom(Released.V20260130) && Later.Contains(message.At("code").Text()))
            ? null
            : "an error must have a code of the version");

    private static Task A_message_has_a_text(Scene scene) => Each(scene, message =>
        !string.IsNullOrWhiteSpace(message.At("content").Text()) && message.At("content_type").Text() is ("plain" or "markdown") ? null : "a message must have a text and its type");

    private static Task A_place_is_a_JSONPath(Scene scene) => Each(scene, message =>
        !message.At("param").Exists() || (message.At("param").Text() ?? "").StartsWith('$') ? null : "param must be a JSONPath");

    private static Task A_severity_is_the_versions(Scene scene) => Each(scene, message => message.At("severity") is { ValueKind: not JsonValueKind.Undefined } severity
        && !(scene.Wire.IsFrom(Released.V20260130) && severity.Text() is ("info" or "low" or "medium" or "high" or "critical")) ? "severity must be the version's" : null);

    private static Task A_resolution_is_the_newest_versions(Scene scene) => Each(scene, message => message.At("resolution") is { ValueKind: not JsonValueKind.Undefined } resolution
        && !(scene.Wire.IsFrom(Released.V20260417) && resolution.Text() is ("recoverable" or "requires_buyer_input" or "requires_buyer_review")) ? "resolution must be the version's" : null);

    private static async Task What_is_missing_is_told(Scene scene)
    {
        var created = await Unaddressed(scene);
        Must.Hold(created.Body.At("messages").List().Any(message => message.At("type").Text() == "error" && message.At("code").Text() == "missing"), "an error message must say what is missing", created);
    }

    private static async Task What_is_missing_is_named_in_the_versions_own_words(Scene scene)
    {
        var created = await Unaddressed(scene);
        var places = created.Body.At("messages").List().Select(message => message.At("param").Text() ?? "").ToList();
        Must.Hold(places.Any(place => place.StartsWith($"$.{scene.Wire.Destination.Member}", StringComparison.Ordinal)), $"a message must point at $.{scene.Wire.Destination.Member}", created);
    }

    private static Task Markdown_has_no_raw_HTML(Scene scene) => EachText(scene, text =>
        text.At("content_type").Text() == "markdown" && Html().IsMatch(text.At("content").Text() ?? "") ? "markdown must have no raw HTML" : null);

    private static Task No_text_has_raw_HTML(Scene scene) => EachText(scene, text => Html().IsMatch(text.At("content").Text() ?? "") ? "a text must have no raw HTML" : null);

    private static Task A_link_is_of_a_type_the_version_has(Scene scene) => EachLink(scene, link =>
    {
        List<string> types = ["terms_of_use", "privacy_policy", scene.Wire.IsFrom(Released.V20251212) ? "return_policy" : "seller_shop_policies"];
        types.AddRange(scene.Wire.IsFrom(Released.V20260130) ? ["shipping_policy", "contact_us", "about_us", "faq", "support"] : []);
        return types.Contains(link.At("type").Text() ?? "") ? null : "a link's type must be the version's";
    });

    private static Task A_link_is_absolute(Scene scene) => EachLink(scene, link =>
        Uri.TryCreate(link.At("url").Text(), UriKind.Absolute, out var url) && url.Scheme is ("https" or "http" or "mailto") ? null : "a link must be absolute");

    private static Task A_link_has_a_title_where_the_version_has_one(Scene scene) =>
        EachLink(scene, link => link.At("title").Exists() && !scene.Wire.IsFrom(Released.V20260130) ? "a link must have no title" : null);

    private static Task Each(Scene scene, Func<JsonElement, string?> fault) =>
        Every.Session(scene, session => session.At("messages").List().Select(fault).FirstOrDefault(wrong => wrong is not null));

    // Of all that a session says to people, only messages and what a line discloses may be markdown.
    private static Task EachText(Scene scene, Func<JsonElement, string?> fault) => Every.Session(scene, session =>
        session.At("messages").List().Concat(session.At("line_items").List().SelectMany(line => line.At("disclosures").List()))
            .Select(fault).FirstOrDefault(wrong => wrong is not null));

    private static Task EachLink(Scene scene, Func<JsonElement, string?> fault) =>
        Every.Session(scene, session => session.At("links").List().Select(fault).FirstOrDefault(wrong => wrong is not null));

    private static Task<Reply> Unaddressed(Scene scene) => scene.Created(scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1)));

    [GeneratedRegex(@"</?[A-Za-z][^>]*>|<!--|<\?|<!\[CDATA\[")]
    private static partial Regex Html();
}
