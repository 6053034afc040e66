namespace Acp;

/// <summary>Chance for identities. Production draws at least 96 random bits; the simulator counts.</summary>
public interface IIds
{
    /// <returns>An unguessable id such as <c>cs_0f9c…</c>.</returns>
    string New(string prefix);

    Guid NewCommitId();
}

/// <summary>Chance for secrets, of cryptographic strength.</summary>
public interface ISecrets
{
    byte[] Draw(int bytes);
}
