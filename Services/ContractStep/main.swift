// coopt-contract: writes the contract as documents, and says whether a change to it is compatible.

ContractStep.main()
