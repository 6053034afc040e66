namespace Acp.Fakes;

/// <summary>What Stripe lets an account do, and what it still wants to know.</summary>
/// <param name="PastDue">Names of requirements, such as <c>individual.verification.document</c>.</param>
public sealed record FakeStanding(bool ChargesEnabled = true, bool PayoutsEnabled = true, bool DetailsSubmitted = true, params IReadOnlyList<string> PastDue);
