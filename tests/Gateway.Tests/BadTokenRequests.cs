namespace Acp.Gateway.Tests;

/// <summary>The bad-input table of <c>POST /spt</c>. docs/bad-input.md shows the same rows, and a test holds them together.</summary>
internal static class BadTokenRequests
{
    private const string Host = "must be a plain host name, such as shop.example: no scheme, port, path or IP address";
    private const string Known =
        "is not known here. Known: merchantDomain, amount, amountType, currency, expiresIn, paymentMethod, returnUrl, mandate, metadata";

    private const string Whole = "must be a whole number of minor units";
    private const string Range = "must be from 1 to 99999999 minor units";
    private const string Seconds = "must be a whole number of seconds from 1 to 7776000";
    private const string Method = "must be the id of a payment method, pm_…, in visible ASCII";
    private const string Address = "must be an absolute https URL (http only for localhost)";
    private const string Names = "must have names of 1 to 40 characters, without brackets and control characters";

    public static IReadOnlyList<BadInput> All { get; } = [.. Json(), .. Merchants(), .. Amounts(), .. Lifetimes(), .. Methods(), .. Rest()];

    private static IEnumerable<BadInput> Json() =>
    [
        new("an empty body", "issue", "", "", "invalid_json", null, "The body is empty; a JSON object is required."),
        new("a member twice", "issue", "", """{"amount":1,"amount":2}""", "invalid_json", null, "The body names a member twice in one object."),
        new("an array as body", "issue", "", "[]", "invalid_type", "$", "$ must be an object."),
        Row("a misspelt member", "amount_type", "\"exact\"", "unknown_field", Known),
        Row("a member of another case", "Amount", "1", "unknown_field", Known),
        Row("a mandate with a member of its own", "mandate.orderId", "\"7\"", "unknown_field", "is not known here. Known: intentId, cartId, paymentId"),
        new("a member with a name that is none", "issue", "", $$"""{"{{new string('x', 101)}}":1}""", "unknown_field", "$", $"$ has a member whose name {Known}."),
    ];

    private static IEnumerable<BadInput> Merchants() =>
    [
        Row("no `merchantDomain`", "merchantDomain", null, "missing_field", "is required"),
        Row("`merchantDomain` null", "merchantDomain", "null", "missing_field", "is required"),
        Row("a domain that is a number", "merchantDomain", "7", "invalid_type", "must be a string"),
        Row("a domain with a scheme", "merchantDomain", "\"https://shop.example\"", "invalid_domain", Host),
        Row("a domain with a port", "merchantDomain", "\"shop.example:443\"", "invalid_domain", Host),
        Row("a domain with a path", "merchantDomain", "\"shop.example/acp\"", "invalid_domain", Host),
        Row("a domain with a user", "merchantDomain", "\"ada@shop.example\"", "invalid_domain", Host),
        Row("a domain with a dot too many", "merchantDomain", "\"shop..example\"", "invalid_domain", Host),
        Row("a label of 64 characters", "merchantDomain", $"\"{new string('a', 64)}.example\"", "invalid_domain", Host),
        Row("an IPv4 address", "merchantDomain", "\"127.0.0.1\"", "invalid_domain", Host),
        Row("an IPv4 address as one number", "merchantDomain", "\"2130706433\"", "invalid_domain", Host),
        Row("an IPv4 address in hexadecimal", "merchantDomain", "\"0x7f.0x1\"", "invalid_domain", Host),
        Row("an IPv6 address", "merchantDomain", "\"[::1]\"", "invalid_domain", Host),
    ];

    private static IEnumerable<BadInput> Amounts() =>
    [
        Row("no `amount`", "amount", null, "missing_field", "is required"),
        Row("an amount that is text", "amount", "\"4999\"", "invalid_type", "must be a number: a whole number of minor units"),
        Row("an amount in dollars", "amount", "49.99", "invalid_amount", $"{Whole}: 4999 for 49.99 USD"),
        Row("an amount in whole dollars", "amount", "50.00", "invalid_amount", $"{Whole}: 5000 for 50.00 USD"),
        Row("an amount finer than a cent", "amount", "0.001", "invalid_amount", Whole),
        Row("an amount of 1e400", "amount", "1e400", "invalid_amount", Whole),
        Row("amount 0", "amount", "0", "invalid_amount", Range),
        Row("amount -1", "amount", "-1", "invalid_amount", Range),
        Row("amount 100000000", "amount", "100000000", "invalid_amount", Range),
        Row("an amount type we do not know", "amountType", "\"about\"", "invalid_value", "must be one of: exact, maximum"),
        Row("no `currency`", "currency", null, "missing_field", "is required"),
        Row("currency \"dollars\"", "currency", "\"dollars\"", "invalid_currency", "must be a three-letter ISO 4217 code"),
        Row("a currency that there is not", "currency", "\"USX\"", "invalid_currency", "must be a currency that can be charged"),
        new("an amount that its currency has no coins for", "issue", "currency", "\"UGX\"", "invalid_amount", "$.amount", $"$.amount {Range}, and a multiple of 100 in UGX."),
    ];

    private static IEnumerable<BadInput> Lifetimes() =>
    [
        Row("a lifetime of 0", "expiresIn", "0", "invalid_lifetime", Seconds),
        Row("a lifetime of -1", "expiresIn", "-1", "invalid_lifetime", Seconds),
        Row("a lifetime of 1.5", "expiresIn", "1.5", "invalid_lifetime", Seconds),
        Row("a lifetime that is text", "expiresIn", "\"300\"", "invalid_lifetime", Seconds),
        Row("a lifetime of 91 days", "expiresIn", "7862400", "invalid_lifetime", Seconds),
    ];

    private static IEnumerable<BadInput> Methods() =>
    [
        Row("no `paymentMethod`", "paymentMethod", null, "missing_field", "is required"),
        Row("a method that is a card number", "paymentMethod", "\"4242424242424242\"", "invalid_payment_method", Method),
        Row("a method with a space", "paymentMethod", "\"pm_1 2\"", "invalid_payment_method", Method),
        Row("a method of 256 characters", "paymentMethod", $"\"pm_{new string('x', 253)}\"", "too_long", "must be at most 255 characters long"),
        Row("a return URL without a host", "returnUrl", "\"/back\"", "invalid_url", Address),
        Row("a return URL over http", "returnUrl", "\"http://agent.example/back\"", "invalid_url", Address),
        Row("a return URL with a password", "returnUrl", "\"https://a:b@agent.example/\"", "invalid_url", Address),
        Row("a return URL with a line break", "returnUrl", "\"https://agent.example/\\r\\nX: y\"", "invalid_url", Address),
        Row("a return URL after a blank", "returnUrl", "\" https://agent.example/\"", "invalid_url", Address),
        Row("a return URL that is a script", "returnUrl", "\"javascript:alert(1)\"", "invalid_url", Address),
    ];

    private static IEnumerable<BadInput> Rest() =>
    [
        Row("a mandate that is text", "mandate", "\"intent_123\"", "invalid_type", "must be an object"),
        Row("a mandate id of 256 characters", "mandate.cartId", $"\"{new string('x', 256)}\"", "too_long", "must be at most 255 characters long"),
        Row("a mandate id that is a number", "mandate.intentId", "7", "invalid_type", "must be a string"),
        Row("metadata that is an array", "metadata", "[]", "invalid_type", "must be an object"),
        Row("51 notes", "metadata", $"{{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"k{i}\":\"\""))}}}", "too_many", "must have at most 50 entries"),
        Row("a note that is a number", "metadata.order", "42", "invalid_type", "must be a string"),
        new("a note of 501 characters", "issue", "metadata", $$"""{"my 'note'":"{{new string('x', 501)}}"}""", "too_long", @"$.metadata['my \'note\'']", @"$.metadata['my \'note\''] must be at most 500 characters long."),
        Row("a note's name of 41 characters", "metadata", $$"""{"{{new string('x', 41)}}":""}""", "invalid_key", Names),
        Row("a note's name with a bracket", "metadata", """{"a[b]":""}""", "invalid_key", Names),
    ];

    private static BadInput Row(string input, string path, string? value, string code, string rule) =>
        new(input, "issue", path, value, code, $"$.{path}", $"$.{path} {rule}.");
}
