namespace Acp.Pricing;
public static class FulfillmentChoice { public static CheckoutSessions.Refusal? Check(IReadOnlyList<SelectedFulfillment> selection, Quote quote) => null; }
