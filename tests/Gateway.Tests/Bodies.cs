namespace Acp.Gateway.Tests;

/// <summary>Bodies in which nothing is wrong.</summary>
internal static class Bodies
{
    public const string Create = """
        {"line_items":[{"id":"item_1","quantity":2}],"currency":"USD",
         "capabilities":{"interventions":{"supported":["3ds"]}},
         "buyer":{"email":"jane@example.com"},
         "fulfillment_details":{"address":{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"us","postal_code":"10001"}},
         "discounts":{"codes":["SAVE"]},"metadata":{"a":1},"order_notes":"Ring twice."}
        """;

    public const string Update = """{"selected_fulfillment_options":[{"type":"shipping","option_id":"std","item_ids":["item_1"]}]}""";

    public const string Complete = """
        {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"spt_123"}},
         "billing_address":{"name":"Jane Doe","line_one":"1 Main St","city":"New York","state":"NY","country":"US","postal_code":"10001"}}}
        """;

    public const string Issue = """
        {"merchantDomain":"shop.example","amount":4999,"amountType":"exact","currency":"USD","expiresIn":300,"paymentMethod":"pm_card_visa",
         "returnUrl":"https://agent.example/back","mandate":{"intentId":"intent_123","cartId":"cart_456","paymentId":"payment_789"},"metadata":{"order":"42"}}
        """;
}
