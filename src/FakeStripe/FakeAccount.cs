namespace Acp.Fakes;

/// <summary>An account at the fake.</summary>
/// <param name="Id"><c>acct_…</c></param>
/// <param name="Profile">What tokens are issued by and for: <c>profile_…</c></param>
/// <param name="Keys">Its secret keys, <c>sk_…</c>; none for one that is only connected to the seller's.</param>
public sealed record FakeAccount(string Id, string Profile, IReadOnlyList<string> Keys);
