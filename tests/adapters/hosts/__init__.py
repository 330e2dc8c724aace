"""What holds of GitLab and of Azure DevOps alike: one contract, shown at both."""
