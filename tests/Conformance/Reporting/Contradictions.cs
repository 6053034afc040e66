namespace Acp.Conformance.Reporting;

/// <param name="Between">What says what.</param>
/// <param name="Resolution">What is done here.</param>
internal sealed record Contradiction(string Between, string Resolution, string Reason);

/// <summary>The order and the numbers are stable: code and commits refer to them.</summary>
internal static class Contradictions
{
    public static IReadOnlyList<Contradiction> All { get; } =
    [
        new("`CheckoutSessionWithOrder` is a closed session and an order beside it: in the JSON Schema of 2025-09-29, and in the OpenAPI of every version, no instance can be both.", "`order` is taken as a member of the session.", "Later JSON Schemas were mended in just this way, and the RFC demands the order in all versions."),
        new("The JSON Schema of 2025-09-29 says `exclusiveMinimum: true`, which 2020-12 does not know.", "It is read as draft-04 meant it: more than zero.", "Read as the number 1 it would refuse a quantity of one."),
        new("The OpenAPI of 2026-04-17 lacks `Error.supported_versions`, `order_notes`, `Address.company` and the discovery document; its JSON Schema has them.", "They are read and rendered.", "The dated JSON Schema comes first."),
        new("`MessageError.param` is `nullable: true` in OpenAPI, a keyword that OpenAPI 3.1 does not have, and the file of delegate_payment of 2026-01-30 does not parse.", "Nothing is ever sent as null.", "No JSON Schema admits it."),
        new("The OpenAPI of 2025-12-12 requires `subtotal` and `tax` of a shipping option; its JSON Schema and the changelog do not.", "They are rendered.", "That satisfies both."),
        new("Discovery lists versions oldest first, an error newest first.", "Each as its schema says.", "They are two places, and each is clear by itself."),
        new("The RFC on capabilities demands `capabilities.payment_methods` of every answer; the schema, since 2026-01-30, forbids the member.", "`capabilities.payment.handlers` alone.", "A closed schema cannot be satisfied otherwise, and the handlers carry what the list was for."),
        new("RFCs and examples send `line_items[].quantity`, or `items`, under versions whose request item has no quantity.", "`quantity` is read where it is sent, and is 1 where it is not; `items` alone is refused where the version has `line_items`.", "An agent that sends a quantity means it. A body in another version's shape is a mistake that is better named than guessed at."),
        new("The RFC says that null clears; no request schema admits null.", "null clears in an update.", "There is no other way to take something back, and an agent that sends it has read the RFC."),
        new("The RFC's list of statuses lacks `authentication_required` and those of 2026-01-30; it says `phone` where the schema says `phone_number`, and knows three types of links.", "The version's schema.", "The dated JSON Schema comes first."),
        new("The RFC's samples have `payment.handlers` at the top, an option without `type`, and sessions without required members.", "The version's schema.", "Samples come last but one."),
        new("The RFC on attribution wants 409 for a key with another body, the core RFC 422 since 2026-04-17.", "422 there, 409 in the versions before.", "A server cannot answer one mismatch by two statuses; §6 is the newer text, and says that it replaces earlier rules."),
        new("The RFC on intent traces demands that cancel succeeds whatever the trace is, and recommends 400 for a malformed one.", "Cancel succeeds; a malformed trace is dropped.", "A demand beats a recommendation, and a shopper who leaves must be let go."),
        new("Carts need an Idempotency-Key on PUT in OpenAPI and on POST alone in the RFC.", "Not served yet.", "See below."),
        new("The RFC on feeds names a service `feeds` for discovery; the schema's list is closed and lacks it. The RFC on discovery writes `/delegate_payment` for another path.", "Services are of the schema's list.", "The dated JSON Schema comes first."),
        new("The RFC on handlers gives tokens the pattern `^vt_`; examples have `spt_`. It requires `instrument.id`, which no schema has.", "A token is opaque, and the instrument is the schema's.", "Whose token it is, is the provider's to say, when it is charged."),
        new("Bodies of delegate_payment for payment methods of the seller's own do not fit its closed schema.", "Such a handler is not declared, and one that is not declared is refused.", "What is not offered cannot be half served."),
        new("delegate_payment requires `virtual` in the RFC and not in the schema, and signing is demanded and recommended at once.", "Not served here; signing of requests is demanded of a platform only where its configuration says so.", "The provider vaults cards. A signature cannot be demanded of who was never given a key."),
        new("The RFC on orders uses an adjustment `store_credit` that was renamed `credit`; the MCP binding still has `request_not_idempotent`.", "`request_not_idempotent` is the type of a conflict in the versions whose schema has it, and of none later.", "It is the only word those versions have for just this."),
        new("The RFC on consent says that channels which were not offered should be ignored, and that they must.", "They are ignored.", "That satisfies both."),
        new("The changelog of 2026-01-16 has `adyen` as a payment provider, that of 2026-01-30 negative discounts and `namespace`, that of 2026-04-17 decimal quantities; the schemas do not.", "The version's schema.", "The dated JSON Schema comes first."),
        new("The unreleased changelog wants 409 for an address that changes at complete; the RFC says only that it is applied first.", "Neither: no released version has the member.", "What is not released is not spoken."),
        new("The JSON Schema of 2026-01-30 names `fulfillment_groups` twice in one object.", "The later one counts.", "The two say the same, and that is what most readers of JSON do."),
        new("`CheckoutSessionWithOrder` is the answer of complete in OpenAPI, and the example of a declined payment is a session without an order.", "A refusal `payment_declined` with 400; a session that is answered has an order only where it is completed.", "A 2xx is too easily taken for a purchase."),
        new("Before 2026-04-17 `authentication_metadata` requires `channel`, which describes the shopper's browser, and no request of those versions tells the merchant of it.", "The metadata is rendered in 2026-04-17 alone; the versions before say `requires_3ds` by a message, and take a result that is sent all the same.", "A browser that was not seen cannot be described, and metadata is never made up."),
        new("Cancel of a session that is over is 405 in OpenAPI, and HTTP demands `Allow` with a 405, which no document mentions.", "`Allow` is sent, and is empty.", "RFC 9110: a resource that answers to no method at the moment says so by an empty list."),
        new("The arithmetic of totals is in no document, and the examples disagree: some take the discount off the subtotal, some off fulfillment, and one counts it twice.", "subtotal = base − discounts of lines; total = subtotal − discount + fulfillment + tax + fee.", "The main examples of every version keep it, and no reading of a total needs another rule."),
        new("2025-09-29 was released with whole quantities; its files were changed four months later to take fractions, and its example asks for 2.5.", "Whole numbers only: a fraction is refused with 400 `invalid_quantity`.", "What the catalog holds is sold by the piece; the example as it was released is served."),
        new("The files of every version but 2025-12-12 were changed after its release beyond corrections: the first 2026-01-16 had no 3-D Secure, the first 2026-04-17 another order.", "The files as they are today.", "Nothing on the wire tells the two apart, and later agents read the later files."),
        new("The OpenAPI of 2026-04-17 has one 409 alone, of a key in flight, and demands `Retry-After` with it; what a session that is over answers to an update or a payment, it leaves open.", "A 409 that a repeat can mend has `Retry-After`; `invalid_state` is a 409 without it.", "A session that is over stays over: to name a time for the next try would be untrue."),
    ];
}
