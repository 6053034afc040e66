namespace Acp.Gateway.Tests;

/// <summary>The bad-input table. docs/bad-input.md shows the same rows, and a test holds them together.</summary>
internal static class BadInputs
{
    private const string Quantity = "must be a whole number from 1 to 1000000";

    public static IReadOnlyList<BadInput> All { get; } = [.. Json(), .. Items(), .. People(), .. Rest(), .. Selections(), .. Groups(), .. Attributions(), .. Payments()];

    private static IEnumerable<BadInput> Json() =>
    [
        Broken("an empty body", "", "The body is empty; a JSON object is required."),
        Broken("a body that stops", "{\"line_items\":[", "The body is not valid JSON: line 1, byte 16."),
        Broken("a trailing comma on line 2", "{\"currency\":\"usd\",\n}", "The body is not valid JSON: line 2, byte 1."),
        Broken("text behind the body", "{} {}", "The body is not valid JSON: line 1, byte 4."),
        Broken("a member twice", """{"currency":"usd","currency":"eur"}""", "The body names a member twice in one object."),
        Broken("a member twice, spelled differently", """{"currency":"usd","curr\u0065ncy":"eur"}""", "The body names a member twice in one object."),
        Broken("33 levels", new string('[', 33) + new string(']', 33), "The body is nested deeper than 32 levels."),
        Broken("33 levels of objects", string.Concat(Enumerable.Repeat("{\"a\":", 33)) + "1" + new string('}', 33), "The body is nested deeper than 32 levels."),
        Broken("half a surrogate pair", """{"currency":"\ud800"}""", "The body holds text that is not valid Unicode."),
        new("an array as body", "create", "", "[]", "invalid_type", "$", "$ must be an object."),
        new("null as body", "update", "", "null", "invalid_type", "$", "$ must be an object."),
    ];

    private static IEnumerable<BadInput> Items() =>
    [
        Create("no `line_items`", "line_items", null, "missing_field", "$.line_items", "is required"),
        Create("`line_items` null", "line_items", "null", "missing_field", "$.line_items", "is required"),
        Create("`line_items` empty", "line_items", "[]", "missing_field", "$.line_items", "must have at least one entry"),
        Create("`line_items` an object", "line_items", "{}", "invalid_type", "$.line_items", "must be an array"),
        Create("101 items", "line_items", $"[{string.Join(',', Enumerable.Repeat("""{"id":"a"}""", 101))}]", "too_many", "$.line_items", "must have at most 100 entries"),
        Create("an item that is text", "line_items.0", "\"item_1\"", "invalid_type", "$.line_items[0]", "must be an object"),
        Create("an item without id", "line_items.0.id", null, "missing_field", "$.line_items[0].id", "is required"),
        Create("a number as item id", "line_items.0.id", "7", "invalid_type", "$.line_items[0].id", "must be a string"),
        Create("a blank item id", "line_items.0.id", "\" \"", "missing_field", "$.line_items[0].id", "must not be blank"),
        Create("an item id of 256 characters", "line_items.0.id", Long(256), "too_long", "$.line_items[0].id", "must be at most 255 characters long"),
        Create("quantity 0", "line_items.0.quantity", "0", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity -1", "line_items.0.quantity", "-1", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity 1.5", "line_items.0.quantity", "1.5", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity 1000001", "line_items.0.quantity", "1000001", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity 1000000000000", "line_items.0.quantity", "1000000000000", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity 1e400", "line_items.0.quantity", "1e400", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Create("quantity \"2\"", "line_items.0.quantity", "\"2\"", "invalid_quantity", "$.line_items[0].quantity", Quantity),
        Update("`line_items` empty", "line_items", "[]", "missing_field", "$.line_items", "must have at least one entry"),
        Update("`line_items` null", "line_items", "null", "missing_field", "$.line_items", "is required"),
    ];

    private static IEnumerable<BadInput> People() =>
    [
        Create("a buyer that is text", "buyer", "\"Jane\"", "invalid_type", "$.buyer", "must be an object"),
        Create("a buyer without e-mail", "buyer.email", null, "missing_field", "$.buyer.email", "is required"),
        Create("an e-mail without @", "buyer.email", "\"jane.example.com\"", "invalid_email", "$.buyer.email", "must be an e-mail address"),
        Create("an e-mail with two @", "buyer.email", "\"a@b@c\"", "invalid_email", "$.buyer.email", "must be an e-mail address"),
        Create("an e-mail with a space", "buyer.email", "\"a b@c\"", "invalid_email", "$.buyer.email", "must be an e-mail address"),
        Create("a first name of 2001 characters", "buyer.first_name", Long(2_001), "too_long", "$.buyer.first_name", "must be at most 2000 characters long"),
        Create("a NUL in a name", "buyer.first_name", "\"a\\u0000\"", "invalid_value", "$.buyer.first_name", "must not contain control characters"),
        Create("an account type we do not know", "buyer.account_type", "\"vip\"", "invalid_value", "$.buyer.account_type", "must be one of: guest, registered, business"),
        Create("a company without name", "buyer.company", "{}", "missing_field", "$.buyer.company.name", "is required"),
        Create("loyalty points 1.5", "buyer.loyalty", """{"points_balance":1.5}""", "invalid_type", "$.buyer.loyalty.points_balance", "must be a whole number"),
        Create("a time that is none", "buyer.loyalty", """{"member_since":"soon"}""", "invalid_value", "$.buyer.loyalty.member_since", "must be an RFC 3339 time"),
        Create("a time of day", "buyer.loyalty", """{"member_since":"12:00"}""", "invalid_value", "$.buyer.loyalty.member_since", "must be an RFC 3339 time"),
        Create("a day that each country reads differently", "buyer.loyalty", """{"member_since":"04/05/2026"}""", "invalid_value", "$.buyer.loyalty.member_since", "must be an RFC 3339 time"),
        Create("an address without city", "fulfillment_details.address.city", null, "missing_field", "$.fulfillment_details.address.city", "is required"),
        Create("a number as postal code", "fulfillment_details.address.postal_code", "10001", "invalid_type", "$.fulfillment_details.address.postal_code", "must be a string"),
        Create("country \"USA\"", "fulfillment_details.address.country", "\"USA\"", "invalid_country", "$.fulfillment_details.address.country", "must be a two-letter ISO 3166-1 code"),
        Create("a contact e-mail without @", "fulfillment_details.email", "\"jane\"", "invalid_email", "$.fulfillment_details.email", "must be an e-mail address"),
    ];

    private static IEnumerable<BadInput> Rest() =>
    [
        Create("no `currency`", "currency", null, "missing_field", "$.currency", "is required"),
        Create("currency \"dollars\"", "currency", "\"dollars\"", "invalid_currency", "$.currency", "must be a three-letter ISO 4217 code"),
        Create("a number as currency", "currency", "840", "invalid_type", "$.currency", "must be a string"),
        Create("no `capabilities`", "capabilities", null, "missing_field", "$.capabilities", "is required"),
        Create("`capabilities` an array", "capabilities", "[]", "invalid_type", "$.capabilities", "must be an object"),
        Create("`supported` a string", "capabilities.interventions.supported", "\"3ds\"", "invalid_type", "$.capabilities.interventions.supported", "must be an array"),
        Create("codes that are no array", "discounts.codes", "\"SAVE\"", "invalid_type", "$.discounts.codes", "must be an array"),
        Create("51 codes", "discounts.codes", $"[{string.Join(',', Enumerable.Repeat("\"A\"", 51))}]", "too_many", "$.discounts.codes", "must have at most 50 entries"),
        Create("a code that is a number", "discounts.codes.0", "10", "invalid_type", "$.discounts.codes[0]", "must be a string"),
        Create("extensions that are text", "capabilities.extensions", "\"discount\"", "invalid_type", "$.capabilities.extensions", "must be an array"),
        Create("a quote id of 256 characters", "quote_id", Long(256), "too_long", "$.quote_id", "must be at most 255 characters long"),
        Create("metadata that is an array", "metadata", "[]", "invalid_type", "$.metadata", "must be an object"),
        Create("metadata of more than 16 KiB", "metadata", $$"""{"a":{{Long(16_400)}}}""", "too_long", "$.metadata", "must be at most 16384 bytes of JSON"),
        Create("notes of 5001 characters", "order_notes", Long(5_001), "too_long", "$.order_notes", "must be at most 5000 characters long"),
    ];

    private static IEnumerable<BadInput> Selections() =>
    [
        Update("a selection without option", "selected_fulfillment_options.0.option_id", null, "missing_field", "$.selected_fulfillment_options[0].option_id", "is required"),
        Update("a selection without items", "selected_fulfillment_options.0.item_ids", "[]", "missing_field", "$.selected_fulfillment_options[0].item_ids", "must have at least one entry"),
        Update("type \"drone\"", "selected_fulfillment_options.0.type", "\"drone\"", "invalid_fulfillment_option", "$.selected_fulfillment_options[0].type", "must be the type of an option this session lists"),
        Update("a nested selection without option", "selected_fulfillment_options.0", """{"type":"shipping","shipping":{}}""", "missing_field", "$.selected_fulfillment_options[0].shipping.option_id", "is required"),
    ];

    private static IEnumerable<BadInput> Groups() =>
    [
        Create("groups that are no array", "fulfillment_groups", "{}", "invalid_type", "$.fulfillment_groups", "must be an array"),
        Create("a group without id", "fulfillment_groups", """[{"item_ids":["a"],"destination_type":"pickup"}]""", "missing_field", "$.fulfillment_groups[0].id", "is required"),
        Create("two groups of one id", "fulfillment_groups", """[{"id":"g","item_ids":["a"],"destination_type":"pickup"},{"id":"g","item_ids":["b"],"destination_type":"digital"}]""", "invalid_value", "$.fulfillment_groups", "must give every group an id of its own"),
        Update("a group of a type we do not know", "fulfillment_groups", """[{"id":"g","item_ids":["a"],"destination_type":"drone"}]""", "invalid_value", "$.fulfillment_groups[0].destination_type", "must be one of: shipping, pickup, local_delivery, digital"),
    ];

    private static IEnumerable<BadInput> Attributions() =>
    [
        Create("an attribution that is text", "affiliate_attribution", "\"impact.com\"", "invalid_type", "$.affiliate_attribution", "must be an object"),
        Create("an attribution without provider", "affiliate_attribution", """{"token":"t"}""", "missing_field", "$.affiliate_attribution.provider", "is required"),
        Create("an attribution to nobody", "affiliate_attribution", """{"provider":"impact.com"}""", "missing_field", "$.affiliate_attribution.publisher_id", "is required"),
        Create("an attribution with nested metadata", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{"a":{"b":1}}}""", "invalid_type", "$.affiliate_attribution.metadata.a", "must be a string, a number or a boolean"),
        Create("21 members in its metadata", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{""" + string.Join(',', Enumerable.Range(0, 21).Select(i => $"\"m{i}\":1")) + "}}", "too_long", "$.affiliate_attribution.metadata", "must have at most 20 members and 4096 bytes"),
        Create("an e-mail address as sub-id", "affiliate_attribution", """{"provider":"p","token":"t","sub_id":"u=jane@example.com"}""", "pii_not_allowed", "$.affiliate_attribution.sub_id", "must not hold personal data"),
        Create("a phone number in its metadata", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{"who":"+1 555 010 9999"}}""", "pii_not_allowed", "$.affiliate_attribution.metadata.who", "must not hold personal data"),
        Create("a card number in its metadata", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{"ref":4242424242424242}}""", "pii_not_allowed", "$.affiliate_attribution.metadata.ref", "must not hold personal data"),
        Create("a member of its metadata whose very name is an address", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{"jane@example.com":1}}""", "pii_not_allowed", "$.affiliate_attribution.metadata", "must not hold personal data"),
        Create("an attribution issued at a time that is none", "affiliate_attribution", """{"provider":"p","token":"t","issued_at":"tomorrow"}""", "invalid_value", "$.affiliate_attribution.issued_at", "must be an RFC 3339 time"),
        Complete("a member of its metadata that is named for a person's data", "affiliate_attribution", """{"provider":"p","token":"t","metadata":{"user_email":"x"}}""", "pii_not_allowed", "$.affiliate_attribution.metadata.user_email", "must not hold personal data"),
        Complete("an e-mail address in the page it came from", "affiliate_attribution", """{"provider":"p","token":"t","source":{"type":"url","url":"https://blog.example/?for=jane%40example.com"}}""", "pii_not_allowed", "$.affiliate_attribution.source.url", "must not hold personal data"),
    ];

    private static IEnumerable<BadInput> Payments() =>
    [
        Complete("no `payment_data`", "payment_data", null, "missing_payment_data", "$.payment_data", "is required"),
        Complete("a handler we do not declare", "payment_data.handler_id", "\"paypal\"", "unknown_payment_handler", "$.payment_data.handler_id", "must be a handler this session declares: card_tokenized"),
        Complete("no handler", "payment_data.handler_id", null, "missing_field", "$.payment_data.handler_id", "is required"),
        Complete("no instrument", "payment_data.instrument", null, "missing_field", "$.payment_data.instrument", "is required"),
        Complete("no credential", "payment_data.instrument.credential", null, "missing_field", "$.payment_data.instrument.credential", "is required"),
        Complete("no token", "payment_data.instrument.credential.token", null, "missing_field", "$.payment_data.instrument.credential.token", "is required"),
        Complete("an empty token", "payment_data.instrument.credential.token", "\"\"", "invalid_token", "$.payment_data.instrument.credential.token", "must be a string of 1 to 255 visible ASCII characters"),
        Complete("a token with a space", "payment_data.instrument.credential.token", "\"spt 1\"", "invalid_token", "$.payment_data.instrument.credential.token", "must be a string of 1 to 255 visible ASCII characters"),
        Complete("a token of 256 characters", "payment_data.instrument.credential.token", Long(256), "invalid_token", "$.payment_data.instrument.credential.token", "must be a string of 1 to 255 visible ASCII characters"),
        Complete("a card's number for a token", "payment_data.instrument.credential.token", "\"4242424242424242\"", "invalid_token", "$.payment_data.instrument.credential.token", "must be a payment token, not a card's number"),
        Complete("the same, with dashes", "payment_data.instrument.credential.token", "\"3782-822463-10005\"", "invalid_token", "$.payment_data.instrument.credential.token", "must be a payment token, not a card's number"),
        Complete("a purchase order", "payment_data", """{"purchase_order_number":"PO-1"}""", "unsupported", "$.payment_data.purchase_order_number", "cannot be used: purchase orders are not accepted"),
        Complete("the short form, with another token", "shared_payment_granted_token", "\"spt_other\"", "conflicting_tokens", "$.shared_payment_granted_token", "differs from the token in payment_data: give one token"),
        Complete("the short form, not a string", "shared_payment_granted_token", "1", "invalid_token", "$.shared_payment_granted_token", "must be a string of 1 to 255 visible ASCII characters"),
        Complete("a billing address without city", "payment_data.billing_address.city", null, "missing_field", "$.payment_data.billing_address.city", "is required"),
        Complete("an outcome of 3-D Secure we do not know", "authentication_result", """{"outcome":"fine"}""", "invalid_value", "$.authentication_result.outcome", "must be one of: abandoned, attempt_acknowledged, authenticated, canceled, denied, informational, internal_error, not_supported, processing_error, rejected"),
        Complete("an authentication without its details", "authentication_result", """{"outcome":"authenticated"}""", "missing_field", "$.authentication_result.outcome_details", "is required with the outcome authenticated"),
        Complete("an authentication without its cryptogram", "authentication_result", """{"outcome":"authenticated","outcome_details":{"electronic_commerce_indicator":"05","transaction_id":"t","version":"2.2.0"}}""", "missing_field", "$.authentication_result.outcome_details.three_ds_cryptogram", "is required"),
        Complete("risk signals that are text", "risk_signals", "\"none\"", "invalid_type", "$.risk_signals", "must be an object"),
        Complete("a number as device", "risk_signals", """{"device_fingerprint":7}""", "invalid_type", "$.risk_signals.device_fingerprint", "must be a string"),
        Complete("a consent that is no truth value", "marketing_consents", """[{"channel":"email","opted_in":"yes"}]""", "invalid_type", "$.marketing_consents[0].opted_in", "must be true or false"),
        Complete("two consents for a channel", "marketing_consents", """[{"channel":"email","opted_in":true},{"channel":"EMAIL","opted_in":false}]""", "invalid_value", "$.marketing_consents", "must name each channel once"),
    ];

    private static BadInput Broken(string input, string body, string message) =>
        new(input, "create", "", body, "invalid_json", null, message);

    private static BadInput Create(string input, string path, string? value, string code, string param, string rule) =>
        new(input, "create", path, value, code, param, $"{param} {rule}.");

    private static BadInput Update(string input, string path, string? value, string code, string param, string rule) =>
        new(input, "update", path, value, code, param, $"{param} {rule}.");

    private static BadInput Complete(string input, string path, string? value, string code, string param, string rule) =>
        new(input, "complete", path, value, code, param, $"{param} {rule}.");

    private static string Long(int characters) => $"\"{new string('x', characters)}\"";
}
